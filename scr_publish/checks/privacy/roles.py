"""Who a named person is, from structure and context, and so whether the name may stay."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from scr_publish.checks.privacy.candidates import Proposal
from scr_publish.checks.privacy.lexicon import fold, lexicon
from scr_publish.checks.privacy.people import Person
from scr_publish.checks.privacy.review_parts import stands_in_part
from scr_publish.checks.privacy.role_data import PEOPLE, role_data
from scr_publish.checks.privacy.surroundings import Context
from scr_publish.checks.privacy.wordlists import phrase_pattern, word_lists
from scr_publish.document import Kind
from scr_publish.screening import folded

STAYS = ("law", "eponym", "author", "published", "reviewer", "figure", "pseudonym", "allowed")
"""Roles whose names may stand in a report."""


@dataclass(frozen=True)
class Role:
    """Who somebody is. `reason` is for a person; `of_mention` where it is known of one mention only."""

    name: str
    reason: str
    of_mention: bool = False

    @property
    def stays(self) -> bool:
        """Whether the name may stand."""
        return self.name in STAYS


def mention_role(proposal: Proposal, context: Context) -> Role | None:
    """What stands beside one mention says of it; None where nothing does."""
    return (
        _listed(proposal)
        or _cued(proposal, context)
        or _author(proposal, context)
        or _at_board_meeting(context)
        or _listed_with_panel(proposal, context)
        or _leaking(proposal, context)
    )


def _listed(proposal: Proposal) -> Role | None:
    """Names that public life has made known."""
    _, lists = role_data()
    folded = " ".join(word.folded for word in proposal.bare)
    if folded in lists.published and len(proposal.bare) > 1:
        return Role("published", "a published case or inquiry", of_mention=True)
    if proposal.title and fold(proposal.title.split()[-1].rstrip(".")) in word_lists().public_titles:
        return Role("figure", f"a public office: “{proposal.title}”")
    if proposal.title and fold(proposal.title.split()[0]) in word_lists().honours:
        return Role("figure", f"a title of public life: “{proposal.title}”")
    whole = " ".join(word.folded for word in proposal.words)
    if folded in lists.figures and (len(proposal.bare) > 1 or whole in lists.figures):
        return Role("figure", "the author of a published national review, or a public figure", of_mention=True)
    return None


_RANK = re.compile(r"(?:\b(?:Detective|Det\.?|Chief|Acting|Temporary|Deputy|the late) )+$")
"""What may stand between a cue and a name."""


def _cued(proposal: Proposal, context: Context) -> Role | None:
    titled = bool(proposal.title) and proposal.title.casefold().rstrip(".") in word_lists().staff_titles - {
        "dr",
        "doctor",
    }
    cues, _ = role_data()
    before, after = _RANK.sub("", context.before), context.after
    folded_before, folded_after = folded(before), folded(after)
    for cue in cues:
        if (titled and cue.role == "author") or (cue.bare and not _is_bare_surname(proposal)):
            continue
        if cue.side == "before":
            found = cue.regex.search(before, folded_before)
        else:
            found = cue.regex.match(after, folded_after)
        if not found or (cue.in_part and not stands_in_part(context)) or (cue.on_cover and context.headings):
            continue
        if not (cue.against and _speaks_against(cue.against, context)):
            return Role(cue.role, cue.reason, cue.of_mention)
    return None


def _is_bare_surname(proposal: Proposal) -> bool:
    lex, folded = lexicon(), proposal.words[-1].folded
    alone = not proposal.title and len(proposal.bare) == 1 and proposal.words[-1].is_capital
    return alone and not (folded in lex.forenames and folded not in lex.surnames)


_OF_REVIEW = re.compile(r"\b(?:panel|board|review)\b", re.IGNORECASE)


def _speaks_against(against: re.Pattern[str], context: Context) -> bool:
    """Whether the words before, or the heading of a meeting about the child, speak against a cue."""
    above = " | ".join((context.title, *context.headings))
    return bool(against.search(context.before[-90:]) or (against.search(above) and not _OF_REVIEW.search(above)))


def _author(proposal: Proposal, context: Context) -> Role | None:
    """Cited without a year, or in a list of sources."""
    _, lists = role_data()
    surname = proposal.words[-1].folded
    if proposal.title.casefold().rstrip(".") in word_lists().civil_titles:
        return None
    if re.search(lists.source_headings, context.heading, re.IGNORECASE) and re.search(
        r"\((?:19|20)\d\d[a-z]?\)", context.before
    ):
        return Role("author", "part of a source: its publisher or editor", of_mention=True)
    if re.search(lists.source_headings, context.heading, re.IGNORECASE) and re.search(
        r"\b(?:19|20)\d\d\b", context.after
    ):
        return Role("author", "a cited author in a list of sources", of_mention=True)
    if surname in lists.law and len(proposal.words) == 1 and proposal.words[0].is_capital:
        return Role("law", "a case in law or a test named after one", of_mention=True)
    if surname in lists.eponyms and len(proposal.words) == 1 and proposal.words[0].possessive:
        return Role("eponym", "a condition, scale or method named after somebody", of_mention=True)
    if re.search(lists.named_after_before, context.before) and re.match(lists.named_after, context.after):
        return Role("eponym", "a model or tool named after somebody", of_mention=True)
    academic = proposal.title.casefold() in ("professor", "prof", "lord", "baroness")
    if academic and re.search(lists.work_before, context.before):
        return Role("author", "the author of a model or of research", of_mention=True)
    wrote = re.match(lists.author_verbs, context.after) or re.search(lists.author_before, context.before)
    reviewed = re.match(r"'s (?:\w+ ){0,2}(?:review|inquiry|report|research|work|study|model)\b", context.after)
    if (surname in lists.authors or academic) and (wrote or (reviewed and (academic or len(proposal.words) == 1))):
        return Role("author", "a cited author", of_mention=True)
    return None


@cache
def _meeting_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    _, lists = role_data()
    patterns = (lists.present.replace("PEOPLE", PEOPLE), lists.board_meetings, lists.child_meetings)
    present, board, child = (re.compile(pattern, re.IGNORECASE) for pattern in patterns)
    return present, board, child


def _at_board_meeting(context: Context) -> Role | None:
    """Among those present at a meeting of the Board, or of a committee that holds it to account."""
    present, board, child = _meeting_patterns()
    above = f"{context.title} | {context.heading}"
    if present.search(context.before) and board.search(above) and not child.search(above):
        return Role("reviewer", "present at a meeting of the Board")
    return None


def _listed_with_panel(proposal: Proposal, context: Context) -> Role | None:
    """In a list or a table of the panel and the authors, or answering for a recommendation."""
    _, lists = role_data()
    line = proposal.line
    if not (line.block.cell or line.block.kind is Kind.LIST_ITEM):
        return None

    def says(pattern: str, text: str) -> bool:
        return bool(re.search(pattern, text, re.IGNORECASE))

    if says(lists.panel_headings, context.heading) or says(lists.panel_lead_in, context.lead_in):
        return Role("reviewer", "a member of the panel or the review team")
    if line.block.cell and says(lists.reviewer_columns, line.column):
        return Role("reviewer", "the author of a report to the review")
    answering = says(lists.answering_tables, context.columns) or says(lists.review_columns, context.columns)
    if line.block.cell and says(lists.owner_columns, line.column) and answering:
        return Role("reviewer", "answers for a recommendation")
    return None


_PRACTITIONER = phrase_pattern(word_lists().practitioner)
_NEAR_JOB = 40
_KIN = phrase_pattern(word_lists().kin | word_lists().kin_titles)
_THIRD = phrase_pattern(word_lists().third_party)
_CODE = re.compile(
    r"\b(?:Child|Baby|Sibling|Mother|Father|Subject) ?(?:[A-Z]|\d)?\s?\(?$|^(?:f|m|mgm|mgf|pgm|pgf|ss|s\d|c\d)\b",
    re.IGNORECASE,
)
_BORN = re.compile(
    r"[\s,(]*(?:was |is )?(?:born|died|dob|d\.o\.b)|'s (?:birth|death|father|mother|sister|brother|parents)",
    re.IGNORECASE,
)


def _leaking(proposal: Proposal, context: Context) -> Role | None:
    """Practitioner, family or third party, from the title and the words nearby."""
    lists = word_lists()
    title = proposal.title.casefold().split()[0].rstrip(".") if proposal.title else ""
    if title in lists.staff_titles or title in lists.job_letters:
        return Role("practitioner", f"the title “{proposal.title}”")
    if title in lists.kin_titles:
        return Role("family", f"the kinship word “{proposal.title}”")
    after = re.match(r"[,( –-]*((?:[\w'-]+ ?){1,4})", context.after)
    if after and re.match(r"\s?[,(–]", context.after) and _PRACTITIONER.search(after.group(1)):
        return Role("practitioner", "the job that follows the name")
    if after and re.match(r"\s?[,(–]", context.after):
        if _KIN.search(after.group(1)):
            return Role("family", "the kinship word after the name")
        if _THIRD.search(after.group(1)):
            return Role("third", "the words after the name")
    near = context.before[-_NEAR_JOB:]
    if re.search(rf"(?:{_PRACTITIONER.pattern})(?:,|:| was| is| named| called)*\s*\(?\"?$", near, re.IGNORECASE):
        return Role("practitioner", "the job before the name")
    if _BORN.match(context.after) or _CODE.search(context.before):
        return Role("family", "what is said of the person")
    if _KIN.search(near[-24:]):
        return Role("family", "the kinship word before the name")
    if _THIRD.search(near[-30:]):
        return Role("third", "the words before the name")
    return None


def person_role(person: Person, roles: dict[int, Role | None]) -> Role:
    """The role of a person from what is known of the mentions: one cue that keeps settles it, else the commonest."""
    known = [role for mention in person.mentions if (role := roles[id(mention)]) and not role.of_mention]
    keeping = [role for role in known if role.stays]
    if keeping:
        return keeping[0]
    if known:
        commonest = Counter(role.name for role in known).most_common(1)[0][0]
        return next(role for role in known if role.name == commonest)
    cited = [role for mention in person.mentions if (role := roles[id(mention)]) and role.of_mention and role.stays]
    if cited and all(_bare(mention) or roles[id(mention)] for mention in person.mentions):
        return cited[0]
    return Role("unknown", "nothing tells who it is")


def _bare(mention: Proposal) -> bool:
    """A surname alone, with no title or an academic one."""
    return len(mention.bare) == 1 and mention.title.casefold() in (
        "",
        "professor",
        "prof",
        "lord",
        "baroness",
        "dame",
        "sir",
    )


def stands_beside_code(mention: Proposal) -> bool:
    """Whether a name stands in brackets after a letter code: "Child F (Ottilie)"."""
    return bool(
        re.search(
            r"\b(?:Child|Baby|Sibling|Subject|Twin|Adult) (?:[A-Z]|\d{1,2}) ?\($",
            mention.line.before(mention.start, 24),
        )
    )
