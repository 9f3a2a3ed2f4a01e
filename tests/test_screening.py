"""The words without which a pattern cannot match."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scr_publish.checks.content.wording import lexicon
from scr_publish.screening import Index, folded, screened

PATTERNS = (
    r"\b(?:mother|father|mum) (?:is|was) (?:only )?(?P<age>\d{1,2}|twenty)\b",
    r"(?<!for )(?:eggs?|embryos?) (?:given|donated)",
    r"(?i:Ward|Unit) [A-Z]\w+(?!\.)",
    r"(?:left|moved){1,2} on[ -]to",
    r"a|bc|(?:de)*f",
    r"caf[eé]s?\b|mal\u00e9",
    r"(?P<q>['\"])said(?P=q)",
    r"it(?:'s|s)?? \S+ twins",
    r"ſister|[^a-z]kin",
)


@pytest.mark.parametrize("flags", [0, re.IGNORECASE])
@pytest.mark.parametrize("source", PATTERNS)
@settings(deadline=None)
@given(data=st.data())
def test_whatever_a_pattern_matches_passes_its_screen(source: str, flags: int, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(re.compile(source, flags)))
    screen = screened(source, flags)
    assert screen.may_match(folded(text))
    assert [m.span() for m in screen.finditer(text, folded(text))] == [
        m.span() for m in re.finditer(source, text, flags)
    ]


@settings(deadline=None)
@given(data=st.data())
def test_no_phrase_of_the_statement_check_is_screened_out_where_it_stands(data: st.DataObject) -> None:
    phrases = [phrase for group in lexicon().values() for phrase in group.phrases]
    phrase = data.draw(st.sampled_from(phrases))
    text = data.draw(st.from_regex(phrase.pattern))
    assert phrase.may_match(text)


@settings(deadline=None)
@given(data=st.data())
def test_an_index_finds_the_patterns_that_match_and_no_others(data: st.DataObject) -> None:
    phrases = [phrase for group in lexicon().values() for phrase in group.phrases]
    chosen = data.draw(st.lists(st.sampled_from(phrases), max_size=4))
    text = " ".join(data.draw(st.from_regex(phrase.pattern)) for phrase in chosen)
    assert list(index().matching(text)) == [i for i, phrase in enumerate(phrases) if phrase.pattern.search(text)]


@cache
def index() -> Index:
    return Index([phrase for group in lexicon().values() for phrase in group.phrases])


def test_an_index_of_patterns_without_words() -> None:
    patterns = [screened(source) for source in (r"\d+", "ab", "abc|xyz", "abcd")]
    assert list(Index(patterns).matching("12 xyz")) == [0, 2]
    assert list(Index(patterns).matching("ab")) == [1]
    assert list(Index(patterns).matching("")) == []
    assert list(Index([]).matching("ab")) == []


def test_a_pattern_at_the_beginning_of_a_text() -> None:
    screen = screened("then|later")
    assert screen.match("later on", "later on")
    assert screen.match("much later", "much later") is None
    assert screen.match("soon", "soon") is None


def test_letters_that_ignore_case_in_their_own_way_pass_as_well() -> None:
    screen = screened(r"\bsister|twin", re.IGNORECASE)
    for text in ("ſister", "S\u0130STER", "TW\u0131N", "\u212aN TWIN"):
        assert bool(screen.search(text, folded(text))) == bool(re.search(r"\bsister|twin", text, re.IGNORECASE))


def test_what_a_pattern_needs() -> None:
    assert screened(r"\b(?:twins?|triplets?)\b").needs == (("triplet", "twin"),)
    assert screened(r"(?:his|her) (?:[a-z]+ ){0,2}first cousins?").needs[0] == ("first cousin",)
    assert screened(r"(?:twins|\w+)").needs == ()


def test_a_text_without_the_words_is_not_searched() -> None:
    screen = screened(r"(?:a+)+ twins")
    assert screen.search("a" * 40, "a" * 40) is None


def test_a_broken_pattern_is_an_error() -> None:
    with pytest.raises(re.error):
        screened("(?:twins")
