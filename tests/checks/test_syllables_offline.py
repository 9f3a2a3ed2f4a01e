"""textstat without the network: it counts with the dictionary that ships, as NLTK's own loader would have it count."""

from __future__ import annotations

import json
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from scr_publish.checks.plain_english.syllables import nltk_data, pronunciations

MEASURES = (
    "flesch_reading_ease", "flesch_kincaid_grade", "gunning_fog", "smog_index", "coleman_liau_index",
    "automated_readability_index", "dale_chall_readability_score", "reading_time", "syllable_count",
)  # fmt: skip

TEXT = """The health visitor called at the flat on two mornings and nobody answered. A neighbour's daughter said that the
family had gone to stay with relatives. Safeguarding colleagues didn't reorganise the appointment. Fernside's
multidisciplinary paediatric team considered an X-ray, haematology results and the mother's antenatal chronology.
Professionals were over-optimistic about co-operation, and Wobblethorpe Nursery recorded unexplained bruising."""

OURS = """
import json, socket, sys
def refuse(*args, **kwargs):
    raise AssertionError("a connection was opened")
socket.socket.connect = socket.socket.connect_ex = socket.create_connection = socket.getaddrinfo = refuse
from scr_publish.checks.plain_english.syllables import textstat
count = textstat()
print(json.dumps([getattr(count, name)(sys.argv[1]) for name in sys.argv[2:]] + ["nltk" in sys.modules]))
"""

NLTKS = """
import json, socket, sys
import nltk, textstat
def refuse(*args, **kwargs):
    raise AssertionError("a connection was opened")
socket.socket.connect = socket.socket.connect_ex = socket.create_connection = socket.getaddrinfo = refuse
from scr_publish.checks.plain_english.syllables import LANGUAGE, nltk_data
nltk.data.path[:] = [str(nltk_data())]
textstat.textstat.set_lang(LANGUAGE)
print(json.dumps([getattr(textstat.textstat, name)(sys.argv[1]) for name in sys.argv[2:]] + [True]))
"""


def _measured(program: str) -> list[float]:
    done = subprocess.run(
        [sys.executable, "-c", program, TEXT, *MEASURES], capture_output=True, text=True, check=True, timeout=120
    )
    return json.loads(done.stdout)


def test_measures_equal_those_with_nltks_own_loader_and_no_connection_is_opened() -> None:
    ours, nltks = _measured(OURS), _measured(NLTKS)
    assert ours[:-1] == nltks[:-1]
    assert ours[-1] is False, "NLTK was imported for nothing"
    assert 0 < ours[0] < 100


@pytest.fixture(scope="module")
def by_nltk() -> dict[str, list[list[str]]]:
    import nltk
    from nltk.corpus.reader.cmudict import CMUDictCorpusReader

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nltk.data, "path", [str(nltk_data())])
        return CMUDictCorpusReader(nltk.data.find("corpora/cmudict"), ["cmudict"]).dict()


def test_every_word_has_the_pronunciations_that_nltk_reads(by_nltk: dict[str, list[list[str]]]) -> None:
    ours = pronunciations()
    assert len(by_nltk) > 120_000
    assert list(ours) == list(by_nltk)
    differing = [word for word in by_nltk if ours[word] != by_nltk[word]]
    assert differing == []


@pytest.mark.parametrize("word", ["", "Child", "zzzzz", "a b", "~", "\ufb01t", "childe\u0301"])
def test_what_is_not_in_the_dictionary_is_not_there(word: str) -> None:
    assert word not in pronunciations()


def test_the_licence_ships_with_the_dictionary() -> None:
    licence = (nltk_data() / "corpora" / "cmudict" / "LICENSE").read_text(encoding="utf-8")
    assert "Carnegie Mellon University" in licence
    assert "Redistributions in binary form must reproduce" in licence


def test_the_dictionary_is_made_from_the_file_that_the_university_publishes() -> None:
    converted = runpy.run_path(str(Path(__file__).parents[2] / "tools" / "make_cmudict.py"))["converted"]
    source = (
        ";;; a comment\ntomatoes T AH0 M EY1 T OW2 Z\ntomato T AH0 M EY1 T OW2 # fruit\ntomato(2) T AH0 M AA1 T OW2\n"
    )
    assert converted(source) == (
        "TOMATO 1 T AH0 M EY1 T OW2\nTOMATO 2 T AH0 M AA1 T OW2\nTOMATOES 1 T AH0 M EY1 T OW2 Z\n"
    )
    with pytest.raises(ValueError, match="line 2"):
        converted("tomato T AH0\nnonsense\n")
