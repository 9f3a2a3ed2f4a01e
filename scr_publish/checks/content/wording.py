"""What a sentence's wording gives away: tense, who acts, an act that could be seen, dates, counts, evidence.

The measures rest on the language pass (tags and sentence limits) and on the phrases of `statements.toml`; each is
small and nameable, so that a finding can say what a sentence lacks."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property

from scr_publish.checks.content.cues import Counted, Cues, cues, data
from scr_publish.nlp.annotations import Sentence

_MONTHS = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_SEASON = r"(?:spring|summer|autumn|winter|easter|christmas)"
_COUNT_WORD = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    r"|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|dozen|half|third|quarter|none"
    r"|twice|double|every one)"
)
_DATE = re.compile(
    rf"\b{_MONTHS}\b(?:\s+\d{{4}})?|\b{_SEASON}\b(?:\s+term)?(?:\s+\d{{4}})?|\b(?:in|by|since|from|during|of|until|before|after)\s+20\d\d\b"
    r"|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\bq[1-4]\b|\b(?:every|each)\s+(?:\w+\s+){0,2}(?:day|week|fortnight|month|months|quarter|term|year|years|weeks)\b"
    r"|\b(?:weekly|monthly|quarterly|annually|annual|twice a year|six-monthly|termly|fortnightly)\b"
    r"|\b(?:next|last|this)\s+(?:week|month|year|term|spring|summer|autumn|winter|quarter)\b"
    r"|\bwithin\s+(?:\w+\s+){1,3}(?:hours?|days?|weeks?|months?|years?)\b|\bby the end of\b|\b"
    r"(?:a|once a)\s+(?:week|month|quarter|year)\b"
)
_REFERENCE = re.compile(
    r"\b(?:recommendations?|recs?|challenges?|findings?|sections?|paragraphs?|appendix|r)\.?\s*\d+(?:\.\d+)*(?:\s*(?:,|and|to|-|–)\s*\d+)*"
    r"|\(\s*r?\d{1,2}(?:\s*,\s*r?\d{1,2})*\s*\)"
)
_TENS = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-\w+"
_NUMBER = re.compile(rf"\d[\d,.]*\s*(?:%|per\s?cent)?|\b(?:one )?hundred and \w+|\b{_TENS}|\b{_COUNT_WORD}\b")
_COUNT = rf"(?:\d[\d,.]{{0,20}}|{_TENS}|{_COUNT_WORD}|one|no|all)"
_COUNTED_CLAUSE = re.compile(
    r"(?:^|[,;:]\s+|\b(?:and|but|of whom|of which)\s+)(?:(?:for|in|at|on|after|of|to|with|by)\s+)?"
    rf"(?:(?:the|all|these|those|other)\s+){{0,2}}{_COUNT}\b(?:\s+[^\s,;]+){{0,9}}?\s+(?:were|was|had|have|has|are|is"
    r"|did|led|became|went|came|found|concerned|said|needed|took|no longer)\b"
)
_ALL_OF = r"(?: the| our| its| their| these| those| all| every)?"
_SHARE = re.compile(rf"\b{_COUNT} (?:\w+ ){{0,2}}(?:out of|in|of){_ALL_OF} (?!20\d\d){_COUNT}\b")
_PERFECT = re.compile(r"(?:\b(?:has|have|had|having)|'ve|'d)\b(?:\W+\w+){0,3}?\W+(?:been\b|\w+(?:ed|en)\b)")
_PRESENT_PERFECT = re.compile(
    r"(?:\b(?:has|have)|'ve)\b(?:\W+\w+){0,3}?\W+(?:been|gone|become|put|set|made|built|\w+(?:ed|en))\b"
)
_SAID_IN = 6
"""Words from which a note of a task says what it is."""

_ASSIGNED = re.compile(r"^(?:[A-Z][\w.'’&-]*,?\s+(?:(?:of|for|and|the)\s+)*){1,6}to\s+([a-z-]+)")
_WILL = re.compile(r"(?<!\bwho )(?<!\bthat )\b(?:will|shall)\b|\b(?:we|i|they|he|she|it)'ll\b")
_PASSIVE_PAST = re.compile(r"\b(?:was|were)(?:\W+\w+ly)?\W+\w+(?:ed|en|t|n)\b")
_FINITE_PAST = re.compile(r"\b(?:has|have|had|was|were)\b")
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|been|being|be)\b(?:\W+\w+ly)?\W+(\w+(?:ed|en|wn)|held|made|put|set|sent|given|run|built|brought|taken|told|taught|led|paid|drawn)\b"
)
_BY_AGENT = re.compile(r"\bby\s+(?:the\s+|an?\s+|our\s+|their\s+|all\s+|each\s+|[a-z]+'s\s+)?[a-z]")
_ACRONYM = re.compile(r"\b[A-Z][A-Za-z]{0,20}[A-Z][A-Z0-9]{0,20}s?\b")
_NOT_ACTORS = frozenset(
    {"CSE", "CP", "CIN", "IMR", "IMRs", "KPI", "KPIs", "RAG", "SMART", "GCP", "DASH", "CAF", "SCR", "SCRs"}
)


def regular_past(base: str) -> str:
    """The regular past form of a verb: "revise" gives "revised", "stop" gives "stopped"."""
    if base.endswith("e"):
        return base + "d"
    if re.search(r"[^aeiou]y$", base):
        return base[:-1] + "ied"
    doubled = re.fullmatch(r"[^aeiou]*[aeiou][bdgmnprt]", base) or base in ("refer", "transfer", "submit", "enrol")
    return base + base[-1] + "ed" if doubled else base + "ed"


@dataclass(frozen=True)
class Verbs:
    """Forms of the verbs that name an act, each with its base form."""

    past: dict[str, str]
    base: frozenset[str]
    soft: frozenset[str]


@cache
def verbs() -> Verbs:
    """The verbs of `verbs.toml`."""
    table = data("verbs.toml")
    irregular = {base: forms.split() for base, forms in table["irregular"].items()}
    past = {form: base for base in table["base"] for form in irregular.get(base, [regular_past(base)])}
    return Verbs(past, frozenset(table["base"]), frozenset(table["soft"]))


@cache
def lexicon() -> dict[str, Cues]:
    """The phrase groups of `statements.toml`, by name."""
    table = data("statements.toml")
    named = {key: value["phrases"] for key, value in table.items() if "phrases" in value}
    named["soon"] = table["future"]["soon"]
    named |= {f"vague.{key}": value["phrases"] for key, value in table["vague"].items()}
    named |= {f"unfinished.{key}": value for key, value in table["unfinished"].items()}
    return {key: cues(value) for key, value in named.items()}


@cache
def _counted() -> Counted:
    return Counted(lexicon())


@cache
def words(name: str) -> frozenset[str]:
    """A word list of `statements.toml`."""
    return frozenset(data("statements.toml")[name]["words"])


@cache
def weights() -> dict[str, float]:
    """The weights of `statements.toml`."""
    return dict(data("statements.toml")["weights"])


@dataclass(frozen=True)
class Wording:
    """One sentence, read. `raw` are its words without a run-in label, `text` the same in lower case."""

    sentence: Sentence
    raw: str

    @cached_property
    def text(self) -> str:
        return self.raw.lower()

    @cached_property
    def tokens(self) -> list[str]:
        return re.findall(r"[a-z0-9]+(?:[-'][a-z0-9]+)*", self.text)

    @cached_property
    def _dated(self) -> str:
        """The text without references to recommendations and sections, and without dates: what is left to count."""
        return _DATE.sub(" ", _REFERENCE.sub(" ", self.text))

    def has(self, group: str) -> bool:
        """Whether a phrase of a group of `statements.toml` stands in it."""
        return self.count(group) > 0

    def count(self, group: str) -> int:
        """How many phrases of a group stand in it."""
        return self.counts[group]

    @cached_property
    def counts(self) -> Counter[str]:
        """How many phrases of each group of `statements.toml` stand in it."""
        return _counted().count(self.text)

    @cached_property
    def has_date(self) -> bool:
        return _DATE.search(_REFERENCE.sub(" ", self.text)) is not None

    @cached_property
    def numbers(self) -> int:
        """Counts in figures or words; dates and references to recommendations are none."""
        return len(_NUMBER.findall(self._dated))

    @cached_property
    def is_future(self) -> bool:
        """It looks ahead: "will", another future form with no past verb before it, or a coming date and no past."""
        if self.has_will or self.has("promised") or self.is_assigned:
            return True
        match = lexicon()["future"].first(self.text)
        if match:
            return _FINITE_PAST.search(self.text[: match.start()]) is None
        return self.has("soon") and not self.is_past

    @cached_property
    def is_assigned(self) -> bool:
        """Somebody is to do something, as minutes put it: "Head of Service to write to all schools"."""
        match = _ASSIGNED.match(self.raw)
        return match is not None and match.group(1) in verbs().base and len(self.tokens) >= _SAID_IN

    @cached_property
    def has_will(self) -> bool:
        return _WILL.search(self.text) is not None

    @cached_property
    def is_past(self) -> bool:
        """A finite verb in the past or the perfect."""
        tagged = any(t.tag_ == "VBD" for t in self.sentence.span)
        return (
            tagged
            or _PERFECT.search(self.text) is not None
            or bool(self.past_acts)
            or re.search(r"\b(?:was|were)\b", self.text) is not None
        )

    @cached_property
    def has_counted_clause(self) -> bool:
        """A clause whose subject or circumstance is counted: "and nine of these were …", "in 26 it took place"."""
        return _COUNTED_CLAUSE.search(self._dated) is not None

    @cached_property
    def has_share(self) -> bool:
        """So many of so many."""
        return _SHARE.search(self._dated) is not None

    @cached_property
    def is_reported(self) -> bool:
        """It tells of something done, found or still to come, as an answer does."""
        told = self.has_will or _PERFECT.search(self.text) is not None or _PASSIVE_PAST.search(self.text) is not None
        return told or bool(self.past_acts) or self.vagueness >= weights()["strong"] or self.has("in_force")

    @cached_property
    def is_perfect(self) -> bool:
        """It says what has been done, with "has" or "have"."""
        return _PRESENT_PERFECT.search(self.text) is not None

    @cached_property
    def is_standing(self) -> bool:
        """What was done can be named or still stands: a firm act, the perfect tense, "now", "since"."""
        firm = any(act not in verbs().soft for act in self.past_acts)
        return firm or self.has("in_force") or self.has("standing") or _PERFECT.search(self.text) is not None

    @cached_property
    def past_acts(self) -> list[str]:
        """Base forms of acts that stand in a past form."""
        forms = verbs().past
        return [forms[token] for token in self.tokens if token in forms]

    @cached_property
    def acts(self) -> list[str]:
        """Base forms of acts in any form."""
        return self.past_acts + [token for token in self.tokens if token in verbs().base]

    @cached_property
    def imperative(self) -> bool:
        """It opens with an act in its base form, as actions in a plan do."""
        return bool(self.tokens) and self.tokens[0] in verbs().base and not self.is_past

    @cached_property
    def has_actor(self) -> bool:
        """An organisation, a team or a role that could have acted, as a word or as an acronym."""
        if not words("actors").isdisjoint(self.tokens):
            return True
        if any(found not in _NOT_ACTORS for found in _ACRONYM.findall(self.raw)):
            return True
        span = self.sentence.span
        near = self.sentence.passage.entities_in(span.start_char, span.end_char)
        return any(ent.label_ == "ORG" and span.start <= ent.start and ent.end <= span.end for ent in near)

    @cached_property
    def agentless(self) -> bool:
        """A passive with nobody named who acts."""
        return _PASSIVE.search(self.text) is not None and _BY_AGENT.search(_DATE.sub(" ", self.text)) is None

    @cached_property
    def concreteness(self) -> float:
        """How much of who, what and when it says (weights in `statements.toml`)."""
        w = weights()
        firm = self.has("in_force") or any(act not in verbs().soft for act in self.acts)
        instrument = not words("instruments").isdisjoint(self.tokens)
        score = w["date"] * self.has_date + w["number"] * bool(self.numbers)
        score += w["act"] * firm + (w["act"] / 2) * (not firm and bool(self.acts))
        score += w["instrument"] * instrument + w["actor"] * self.has_actor + w["purpose"] * self.has("purpose")
        return score + w["agentless"] * self.agentless

    @cached_property
    def vagueness(self) -> float:
        """How much of it is empty wording."""
        w = weights()
        return w["strong"] * min(2, self.count("vague.strong")) + w["medium"] * min(2, self.count("vague.medium"))

    @cached_property
    def evidence(self) -> float:
        """How much it shows of a change: a measure, figures, before and after, people who were asked."""
        w = weights()
        score = w["measure"] * self.has("measure") + w["compare"] * self.has("compare") + w["told"] * self.has("told")
        score += w["found"] * self.has("found") + w["change"] * self.has("change")
        return score + w["figure"] * min(3, self.numbers)

    @cached_property
    def lacks(self) -> list[str]:
        """What a vague statement leaves out, in words for a person."""
        firm = [act for act in self.acts if act not in verbs().soft]
        out = [] if self.has_actor and not self.agentless else ["who acts"]
        out += [] if firm else ["what exactly is done"]
        out += [] if self.has_date else ["when"]
        out += [] if self.evidence >= 3 else ["how anyone can tell"]
        return out
