"""What narrows down who somebody is: dates by their role, ages, traits, facilities and places."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from scr_publish.checks.privacy.mentions import Mention
from scr_publish.checks.privacy.merge import settle
from scr_publish.checks.privacy.quasi import find_quasi
from scr_publish.config import CaseFile
from scr_publish.rules import Severity
from tests.builders.plain import plain_subject

Find = Callable[..., dict[str, str]]


@pytest.fixture
def find(tmp_path: Path) -> Find:
    """The rule by the text flagged, kept mentions left out and overlaps settled."""

    def run(text: str, case: CaseFile | None = None) -> dict[str, str]:
        subject = plain_subject(tmp_path, text, case)
        return {subject.document.text[m.start : m.end]: m.rule for m in settle(find_quasi(subject))}

    return run


@pytest.mark.parametrize(
    ("text", "date_text", "rule"),
    [
        ("Child Z was born at home on 2 March 2014 in haste.", "2 March 2014", "PD220"),
        ("Child Z (DOB 02.03.2014) has two sisters.", "02.03.2014", "PD220"),
        ("On 2 March 2014 Mother gave birth.", "2 March 2014", "PD220"),
        ("She died in hospital on Wednesday 4 June 2014.", "Wednesday 4 June 2014", "PD221"),
        ("The ventilator was switched off at noon on 4 June.", "4 June", "PD221"),
        ("It ends on 4 June 2014, the day on which she died.", "4 June 2014", "PD221"),
        ("He was found dead on 4/6/14.", "4/6/14", "PD221"),
        ("Moth Wing (d.o.b. 02/03/2014) lives there.", "02/03/2014", "PD220"),
        ("| Name | b. |\n|---|---|\n| Child Z | 2.3.14 |\n", "2.3.14", "PD220"),
        ("| Name | Note |\n|---|---|\n| Uncle | d. 4.6.14 |\n", "4.6.14", "PD221"),
        ("4 June 2014. Called at 06.10. To hospital. Certified dead.", "4 June 2014", "PD221"),
        ("On 9 May 2014 the police were called.", "9 May 2014", "PD301"),
        ("Children were seen from 1 to 3 May 2014.", "1 to 3 May 2014", "PD301"),
    ],
)
def test_dates_by_role(find: Find, text: str, date_text: str, rule: str) -> None:
    assert find(text)[date_text] == rule


@pytest.mark.parametrize(
    "text",
    [
        "Published 19 July 2016.",
        "Draft 4, 16 March 2015.",
        "In spring 2014 and in March 2015 the team changed.",
        "## References\n\nMoth, A. (2010) A book. Accessed 3 May 2014.",
        "| Action | By when |\n|---|---|\n| Training | 31 March 2016 |\n",
    ],
)
def test_dates_of_the_process_are_left_alone(find: Find, text: str) -> None:
    assert not {rule for rule in find(text).values() if rule in ("PD220", "PD221", "PD222", "PD301")}


def test_a_known_day_blocks_everywhere_in_any_form(find: Find) -> None:
    found = find(
        "She died on 4 June 2014.\n\nThe period ends on 04/06/14.\n\nOn 4th June the ward was full.\n\nPublished 4 June 2014."
    )
    assert found["04/06/14"] == found["4th June"] == "PD222"
    assert list(found.values()).count("PD301") == 0


def test_days_of_the_case_file_block(find: Find) -> None:
    case = CaseFile.model_validate({"identities": [{"born": date(2012, 5, 9)}]})
    assert find("On 9.5.12 a nurse came.", case)["9.5.12"] == "PD222"
    assert find("On 9.5.12 a nurse came.")["9.5.12"] == "PD301"


def test_tables_tell_the_role_of_a_date(find: Find) -> None:
    found = find(
        "| Person | DOB |\n|---|---|\n| Child Z | 2/3/14 |\n\n| Date | Event |\n|---|---|\n| 4 June 2014 | Child Z dies |\n| 9 May 2014 | GP visit |\n"
    )
    assert (found["2/3/14"], found["4 June 2014"], found["9 May 2014"]) == ("PD220", "PD221", "PD301")


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Mother was aged 24 at the time.", "24"),
        ("Mother was aged 17 when she became pregnant.", "17"),
        ("a 15-year-old girl", "15-year-old"),
        ("her six-year-old brother", "six-year-old"),
        ("He was two when they met.", "two"),
        ("Wren, now nine, wrote to us.", "nine"),
        ("Mother left school at twelve and worked.", "twelve"),
        ("an infant of 7/52 was brought in", "7/52"),
        ("The baby, 15 weeks old, cried.", "15 weeks old"),
        ("He died at the age of 13 months.", "13 months"),
        ("Sibling 1 (7) was seen.", "7"),
        ("Father, who was 31, left.", "31"),
        ("| Person | Age |\n|---|---|\n| Mother | 33 |\n", "33"),
    ],
)
def test_exact_ages(find: Find, text: str, age: str) -> None:
    assert find(text).get(age) == "PD302"


def test_both_ages_of_a_pair(find: Find) -> None:
    found = find("The two children, aged four and seven, were seen.")
    assert found["four"] == found["seven"] == "PD302"


@pytest.mark.parametrize(
    "text",
    [
        "for six weeks", "over 14 months", "within five days", "children under 18", "children aged 10 to 16", "young people aged 16 and over", "The caseload was 31.",
        "She was one of many.", "with 20 years' experience", "the age of 18 or over", "five-year-olds", "It was 20 per cent.", "He was sent to prison aged under 30.", "at 11 weeks of pregnancy", "The fractures were three weeks old.", "They met at eight.",
    ],
)  # fmt: skip
def test_bands_and_lengths_of_time_are_no_ages(find: Find, text: str) -> None:
    assert "PD302" not in find(text).values()


@pytest.mark.parametrize(
    ("text", "words", "rule"),
    [
        ("The family are Maltese.", "Maltese", "PD303"),
        ("She is White British and Roman Catholic.", "White British", "PD303"),
        ("His parents came from Peru.", "Peru", "PD303"),
        ("an interpreter who speaks Swahili", "Swahili", "PD303"),
        ("They are an Irish Traveller family.", "Irish Traveller", "PD303"),
        ("Father worked as a lighthouse keeper.", "lighthouse keeper", "PD304"),
        ("Her mother is a beekeeper.", "beekeeper", "PD304"),
        ("| Person | Occupation |\n|---|---|\n| Father | tree surgeon |\n", "tree surgeon", "PD304"),
        ("He had Marfan syndrome.", "Marfan syndrome", "PD305"),
        ("She has cystic fibrosis.", "cystic fibrosis", "PD305"),
        ("He is one of twins.", "twins", "PD306"),
        ("She was the sixth child.", "sixth child", "PD306"),
        ("He was conceived with donated sperm.", "donated sperm", "PD306"),
        ("Father mends clocks in a workshop.", "mends clocks", "PD304"),
        ("Sibling 2 (17) is an apprentice plumber.", "apprentice plumber", "PD304"),
        ("She worked as a lock keeper.", "lock keeper", "PD304"),
        ("Father drove a night tram.", "night tram", "PD304"),
        ("It is the only hospice in the county.", "the only hospice in the county", "PD307"),
        ("near a hamlet of forty people", "a hamlet of forty people", "PD307"),
        ("They live in a converted water tower.", "a converted water tower", "PD307"),
        ("She is the youngest of nine children.", "nine children", "PD306"),
        ("They moved to Millfold in haste.", "Millfold", "PD307"),
        ("a flat on the Quarry estate", "the Quarry", "PD307"),
        ("He went to Mill Fold Primary School.", "Mill Fold Primary School", "PD223"),
        ("She attended St Moth's Academy daily.", "St Moth's Academy", "PD223"),
        ("a place at Little Acorns Nursery", "Little Acorns Nursery", "PD223"),
        ("seen at Mill Fold Surgery twice", "Mill Fold Surgery", "PD224"),
        ("moved to Ward 7B at noon", "Ward 7B", "PD224"),
        ("the Dale Road Medical Centre", "Dale Road Medical Centre", "PD224"),
        ("taken to Millfold General Hospital", "Millfold General Hospital", "PD310"),
        ("at Millfold Crown Court", "Millfold Crown Court", "PD309"),
        ("She was placed at Quarry House, a children's home.", "Quarry House", "PD225"),
        ("Father worked for Millfold Taxis.", "Millfold Taxis", "PD308"),
        ("a choir from St Moth's came", "St Moth's", "PD308"),
        ("The pupils at St Moth's missed her.", "St Moth's", "PD223"),
        ("Her midwife met her at the Kingfisher Suite.", "Kingfisher Suite", "PD224"),
        ("He bought it from Prewett's Hardware.", "Prewett's Hardware", "PD308"),
        ("CALLER STATES MALE SEEN RUNNING IN TANNERS LANE TOWARDS PARK", "TANNERS LANE", "PD206"),
        ("NOW AT THE OLD CHAPEL, QUARRY LANE WITH CHILD", "THE OLD CHAPEL, QUARRY LANE", "PD206"),
        ("He was stabbed in Cooper's Yard on a Friday.", "Cooper's Yard", "PD206"),
        ("went round to 14 tanners yd again and no answer", "14 tanners yd", "PD206"),
        ("SUBJECT IS A SOMALI NATIONAL AND WAS ALONE", "SOMALI", "PD303"),
        ("MALE 16 YRS LEFT ON FOOT", "16 YRS", "PD302"),
        ("Mother K is deaf and was 19; she lived alone.", "19", "PD302"),
        ("The parents are second cousins.", "second cousins", "PD306"),
        ("Father D is himself one of triplets.", "Father D is himself one of triplets", "PD306"),
        ("She has four children, of whom two are adopted.", "four children, of whom two are adopted", "PD306"),
        ("Father is a coach driver.", "coach driver", "PD304"),
        ("Mother worked at a fish canning factory.", "fish canning factory", "PD304"),
    ],
)
def test_what_is_weighed_or_blocks(find: Find, text: str, words: str, rule: str) -> None:
    assert find(text).get(words) == rule


@pytest.mark.parametrize(
    "text",
    [
        "The car was found in the main road.", "walked along the narrow lane to school and back", "Mother was seen by an optician.", "He is a good cook.", "She is a nervous driver.",
        "The Board's practice is to use letters.", "THE CHILD WAS SEEN IN THE MAIN ROAD AGAIN",
        "It is written in plain English.", "The White Paper set this out.", "British Transport Police attended.", "The Black Country councils met.", "Black children are over-represented.",
        "The reviewer worked as a social worker.", "The social worker and the GP met.", "He had asthma and mild eczema.", "The parish priest came.", "Mother had depression.", "The school and the hospital were told.",
        "Children's Social Care led.", "The Family Court and the Crown Court sat.", "The primary school nursing service helped.", "Good Practice was seen.", "Millfold Council and Millfold Police took part.",
        "The Millfold Hospitals NHS Foundation Trust wrote.", "School A and Hospital 1 were told.", "They moved to another town.", "She moved in with Father.",
    ],
)  # fmt: skip
def test_what_is_left_alone(find: Find, text: str) -> None:
    assert find(text) == {}


def test_the_boards_own_area_may_be_named(find: Find) -> None:
    found = find("# Millfold Safeguarding Children Board\n\nAgencies in Millfold met. The family moved to Dalebridge.")
    assert found == {"Dalebridge": "PD307"}


def test_a_list_of_places(find: Find) -> None:
    assert set(find("They moved to Millfold, Luton and elsewhere.")) == {"Millfold", "Luton"}


def test_public_bodies_are_kept(tmp_path: Path) -> None:
    subject = plain_subject(tmp_path, "The Dale Hospitals NHS Trust and Dale Borough Council met.")
    kept = [subject.document.text[m.start : m.end] for m in find_quasi(subject) if m.kept]
    assert kept == ["Dale Hospitals NHS Trust", "Dale Borough Council"]


def test_suggestions_are_wider(tmp_path: Path) -> None:
    subject = plain_subject(tmp_path, "She was born on 6 April 2014 and went to Mill Fold Primary School.")
    instead = [dict(m.values).get("instead") for m in find_quasi(subject)]
    assert instead == ["spring 2014", "a local primary school"]


class TestSettle:
    def mention(self, start: int, end: int, severity: Severity, *, rule: str = "PD301", kept: bool = False) -> Mention:
        return Mention(start, end, "DATE", rule, severity, kept=kept)

    def test_the_graver_stays(self) -> None:
        review, blocker = self.mention(0, 20, Severity.REVIEW), self.mention(5, 9, Severity.BLOCKER)
        assert settle([review, blocker]) == [blocker]

    def test_of_equals_the_longer(self) -> None:
        short, long = self.mention(0, 4, Severity.BLOCKER), self.mention(0, 9, Severity.BLOCKER)
        assert settle([short, long]) == [long]

    def test_inside_a_kept_one_is_dropped(self) -> None:
        kept = self.mention(0, 10, Severity.REVIEW, kept=True)
        assert settle([kept, self.mention(2, 10, Severity.BLOCKER)]) == []
        across = self.mention(2, 11, Severity.BLOCKER)
        assert settle([kept, across]) == [across]

    def test_nothing_shields_an_identity_of_the_case_file(self) -> None:
        known = self.mention(2, 5, Severity.BLOCKER, rule="PD105")
        assert settle([self.mention(0, 10, Severity.REVIEW, kept=True), known]) == [known]

    def test_neighbours_both_stay(self) -> None:
        left, right = self.mention(0, 5, Severity.REVIEW), self.mention(5, 9, Severity.REVIEW)
        assert settle([right, left]) == [left, right]


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Her brother (6) was in bed.", "6"),
        ("The flat was let to his uncle, 54, and a lodger.", "54"),
        ("She was the mother of a girl of five.", "five"),
        ("At fourteen, she was sent to live with an aunt.", "fourteen"),
        ("He said: I'm 32.", "32"),
        ("When Child Z was four a cousin moved in.", "four"),
        ("The elder was nine, and spoke for both.", "nine"),
        ("| Name | Born |\n|---|---|\n| Gran | c. 80 |\n", "c. 80"),
    ],
)
def test_ages_beside_names_and_in_passing(find: Find, text: str, age: str) -> None:
    assert find(text)[age] == "PD302"


@pytest.mark.parametrize(
    "text",
    [
        "She had six sessions, 12 in all.",
        "In March, 12 were seen.",
        "A pair of five, and a bag of two.",
        "At 14.30, she left.",
    ],
)
def test_numbers_that_are_no_ages(find: Find, text: str) -> None:
    assert find(text) == {}


def test_a_short_form_is_the_facility_that_was_named_in_full(find: Find) -> None:
    found = find("She went to Amber Fold Nursery. The manager of Amber Fold saw it. The fold was amber.")
    assert found == {"Amber Fold Nursery": "PD223", "Amber Fold": "PD223"}


def test_without_the_full_name_there_is_no_short_form(find: Find) -> None:
    assert "Amber Fold" not in find("The manager of Amber Fold saw it.")


def test_a_name_beside_the_noun_for_what_it_names(find: Find) -> None:
    assert find("The nursery, Busy Otters, closed early.")["Busy Otters"] == "PD223"
    assert find("She was on the ward, Periwinkle, for a week.")["Periwinkle"] == "PD224"


def test_facilities_in_capitals(find: Find) -> None:
    assert find("SEEN AT AMBER FOLD SURGERY AT NOON")["AMBER FOLD SURGERY"] == "PD224"


@pytest.mark.parametrize(
    ("text", "job"),
    [
        ("Mother said that he was a bell founder.", "bell founder"),
        ("Her father is now a glass engraver in the town.", "glass engraver"),
        ("She worked at Amber Fold Foods as a crab picker.", "crab picker"),
    ],
)
def test_jobs_that_no_list_holds(find: Find, text: str, job: str) -> None:
    assert find(text)[job] == "PD304"


@pytest.mark.parametrize(
    "text", ["Mother said that he was a heavy smoker.", "She is a team manager.", "Her father is a younger man."]
)
def test_what_ends_like_a_job_and_is_none(find: Find, text: str) -> None:
    assert "PD304" not in find(text).values()


def test_conditions_by_their_form(find: Find) -> None:
    assert find("She had puerperal psychosis that spring.")["puerperal psychosis"] == "PD305"
    assert find("It is called start again syndrome.") == {}


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("She is an English Gypsy.", "English Gypsy"),
        ("The home is Punjabi-speaking.", "Punjabi-speaking"),
        ("she was turkish and he knew", "turkish"),
    ],
)
def test_peoples_in_more_forms(find: Find, text: str, people: str) -> None:
    assert find(text)[people] == "PD303"


def test_polish_in_small_letters_is_no_people(find: Find) -> None:
    assert find("On her nails was polish.") == {}


def test_a_word_that_is_no_other_word_is_a_place_where_one_is_meant(find: Find) -> None:
    assert find("Her uncle had been a porter in Ambrovik until then.")["Ambrovik"] == "PD307"
    assert find("The tablets are sold in Ambrovik.") == {}


def test_a_letter_of_the_case_has_a_date_and_the_report_a_draft(find: Find) -> None:
    assert find("The reply is dated 2 March 2015.") == {"2 March 2015": "PD301"}
    assert find("The guidance dated 2 March 2015 applies.") == {}


def test_a_facility_in_capitals_of_more_words(find: Find) -> None:
    assert find("Prepared with FERRY ROAD CHILDREN'S CENTRE")["FERRY ROAD CHILDREN'S CENTRE"] == "PD223"


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("She told her aunt at eleven, at thirteen and at fourteen.", {"thirteen", "fourteen"}),
        ("He was six on arrival and seven when his sister died.", {"six", "seven"}),
        ("Her father was Maltese and twenty-four.", {"twenty-four"}),
        ("He survived with an injury. He was 15. It healed.", {"15"}),
        ("When they were eleven their father left. At thirteen they came into care.", {"eleven", "thirteen"}),
        ("She is seventy-four and is a magistrate.", {"seventy-four"}),
        ("A child of eight told her school.", {"eight"}),
    ],
)
def test_ages_that_a_sentence_tells_in_passing(find: Find, text: str, ages: set[str]) -> None:
    assert ages <= {words for words, rule in find(text).items() if rule == "PD302"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("She was referred to Open Door in May.", "Open Door"),
        ("He was discharged by Kite for not opting in.", "Kite"),
        ("Tidy Hands, the cleaning firm, sent a man from Tidy Hands to the flat.", "Tidy Hands"),
        ("They heard of Bright Lantern (a mentoring project) that day.", "Bright Lantern"),
    ],
)
def test_services_by_everyday_words(find: Find, text: str, name: str) -> None:
    assert find(text)[name] == "PD308"


@pytest.mark.parametrize(
    "text", ["She was referred to Early Help.", "He was seen by Mother.", "They worked with Father and the School."]
)
def test_what_people_are_referred_to_and_is_no_name(find: Find, text: str) -> None:
    assert "PD308" not in find(text).values()


def test_a_service_is_found_again_without_its_cue(find: Find) -> None:
    assert find("She was referred to Open Door.\n\nOpen Door wrote to the school.\n\nThe open door banged.") == {
        "Open Door": "PD308"
    }


def test_the_hospital_that_goes_by_its_adjective(find: Find) -> None:
    assert find("She was born at the Royal in haste.") == {"the Royal": "PD310"}
    assert find("The Royal College wrote.") == {}


def test_a_row_about_one_of_the_family_tells_age_and_job(find: Find) -> None:
    found = find(
        "| Who | Name | Notes |\n|---|---|---|\n| Father | Child Q's dad | 29; relief milker; lodged here |\n| Total | all | 14; visits |\n"
    )
    assert found == {"29": "PD302", "relief milker": "PD304"}


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Tobi, who sings, was twelve when it happened.", "twelve"),
        ("She met a polo groom of twenty, who left.", "twenty"),
    ],
)
def test_ages_in_more_wordings(find: Find, text: str, age: str) -> None:
    assert find(text)[age] == "PD302"
