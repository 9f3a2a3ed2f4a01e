"""The words that the language model is given, and the way back to the linear text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from scr_publish.document import Block, Document, Kind, Source
from scr_publish.nlp.normalise import normalise

LETTERS = st.text(st.sampled_from("aZ0é’“‐ \n\t\u00a0\u200b\u0301*"), max_size=40)


@settings(deadline=None)
@given(LETTERS, st.integers(0, 3), st.lists(st.integers(0, 40), max_size=4, unique=True))
def test_every_character_kept_stands_for_one_of_the_linear_text(text: str, lead: int, marked: list[int]) -> None:
    linear = "#" * lead + text
    markup = tuple((at, at + 1) for at in sorted(marked) if lead <= at < len(linear))
    block = Block(Kind.PARAGRAPH, 0, len(linear), lead, markup=markup)
    document = Document(Source("a.md", "", "md", 0), linear, (block,))
    made = normalise(document, block)
    left_out = {at for at, _ in markup}
    kept = [i for i in range(lead, len(linear)) if i not in left_out and linear[i] not in "\u200b\u0301"]
    plain = "".join(linear[i] for i in kept).translate(str.maketrans("’“‐", "'\"-"))
    assert made.text == " ".join(plain.split())
    assert len(made.offsets) == len(made.text) + 1
    assert list(made.offsets) == sorted(made.offsets)
    for char, at in zip(made.text, made.offsets, strict=False):
        assert linear[at].isspace() if char == " " else linear[at].translate(str.maketrans("’“‐", "'\"-")) == char
        assert at in kept
