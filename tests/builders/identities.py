"""Invented people of many origins, and every way in which a name is written down. All of them are fictional."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

PEOPLE = (
    # forename(s), surname, a short or other form of the forename
    ("Ottilie", "Ravenhill", "Tilly"),
    ("William", "Quernmore", "Liam"),
    ("Siobhán", "O'Dwyer", "Shivaun"),
    ("Niamh", "Mac Giolla", "Neve"),
    ("Rhiannon", "Llewelyn-Pugh", "Rhi"),
    ("Alasdair", "McCorkindale", "Ally"),
    ("Katarzyna", "Wójcicka", "Kasia"),
    ("Mateusz", "Grzybowski", "Mati"),
    ("Oleksandr", "Hrytsenko", "Sasha"),
    ("Gheorghe", "Țurcanu", "Gica"),
    ("Vytautas", "Kazlauskas", "Vytas"),
    ("Jaspreet", "Dhaliwal", "Jas"),
    ("Muhammad", "Chaudhry", "Mohammed"),
    ("Ayesha", "Rahmatullah", "Aisha"),
    ("Abdirahman", "Warsame", "Abdi"),
    ("Zeynep", "Yıldırım", "Zeyno"),
    ("Kwabena", "Asamoah", "Kobina"),
    ("Oluwaseun", "Adeyemi", "Seun"),
    ("Chukwuemeka", "Nwachukwu", "Emeka"),
    ("Xiaoming", "Zhang", "Ming"),
    ("Thi Lan", "Nguyen", ""),
    ("Kezia", "Boswell", "Kizzy"),
    ("João", "Figueiredo", ""),
    ("Delroy", "Gayle", "Roy"),
)
"""Names that are no English words; some have accents, apostrophes, hyphens or two parts."""

PLAIN_PEOPLE = (
    ("Hope", "Ravenhill"),
    ("Will", "Quernmore"),
    ("Grace", "Young"),
    ("May", "White"),
    ("Mark", "King"),
    ("Summer", "Day"),
    ("Dale", "Bishop"),
    ("Rose", "Parish"),
    ("April", "Baker"),
    ("Jordan", "Bradford"),
)
"""Names that are English words, months, peoples or towns as well."""

LOOKALIKES = str.maketrans("aeopcyxi", "аеорсухі")
"""Latin letters and the Cyrillic ones that look the same."""


def plain(text: str) -> str:
    """A text without accents, as a keyboard without them types it."""
    apart = unicodedata.normalize("NFKD", text.translate(str.maketrans("łıĐđ", "liDd")))
    return "".join(char for char in apart if not unicodedata.combining(char))


def ways_of_writing(given: str, surname: str, other: str) -> Iterator[tuple[str, str]]:
    """The ways of writing a name, each with what it is called, as they may stand in a sentence."""
    first, last = given.split()[0] if " " not in given else given, surname
    yield "full name", f"{first} {last}"
    yield "given name", first
    yield "surname", last
    yield "capitals", f"{first} {last}".upper()
    yield "small letters", f"{first} {last}".lower()
    yield "possessive", f"{first}'s"
    yield "possessive, curly", f"{last}’s"
    yield "plural", f"the {last}s"
    yield "surname first", f"{last}, {first}"
    yield "surname first, no comma", f"{last} {first}"
    yield "initial and surname", f"{first[0]}. {last}"
    yield "name and initial", f"{first} {last[0]}."
    yield "initials", f"{first[0]}.{last[0]}."
    yield "without accents", plain(f"{first} {last}")
    yield "accents apart", unicodedata.normalize("NFD", f"{first} {last}")
    yield "title", f"Mrs {last}"
    yield "kinship", f"auntie {first}"
    yield "cut at the end of a line", f"{last[:3]}-\n{last[3:]}"
    yield "line break", f"{first}\n{last}"
    yield "zero width", f"{first[:2]}\u200b{first[2:]}"
    yield "soft hyphen", f"{last[:3]}\u00ad{last[3:]}"
    yield "direction mark", f"{first[:2]}\u200e{first[2:]}"
    yield "letters of another script", plain(last).lower().translate(LOOKALIKES).capitalize()
    yield "letters set apart", " ".join(plain(last.replace(" ", "").replace("-", "").replace("'", "")))
    yield "letters with dots", ".".join(plain(last.replace(" ", "").replace("-", "").replace("'", "")))
    yield "email", f"{_joined(first)}.{_joined(last)}@mail.invalid"
    yield "email, run together", f"{_joined(first)}{_joined(last)}@mail.invalid"
    yield "email, surname and initial", f"{_joined(first)[0]}{_joined(last)}@mail.invalid"
    yield "handle", f"@{_joined(first)}_{_joined(last)}"
    yield "handle with a year", f"{_joined(first)}{_joined(last)}2009"
    yield "link", f"https://news.invalid/inquest/{_joined(first)}-{_joined(last)}-2014.html"
    if len(plain(last)) >= 6:
        yield "letters swapped", plain(last)[:2] + plain(last)[3] + plain(last)[2] + plain(last)[4:]
        yield "letter left out", plain(last)[:3] + plain(last)[4:]
        yield "letter doubled", last[:3] + last[2] + last[3:]
        yield "letter wrong", plain(last)[:-2] + "x" + plain(last)[-1]
    if other:
        yield "short form", other


def plain_ways_of_writing(given: str, surname: str) -> Iterator[tuple[str, str]]:
    """The ways of writing a name that is also a word in which it can only be a name, as whole sentences."""
    yield "full name", f"The nurse met {given} {surname} at home."
    yield "full name at the start", f"{given} {surname} was seen at home."
    yield "full name in small letters", f"the note said {given.lower()} {surname.lower()} had left"
    yield "surname first", f"The file was marked {surname}, {given} and shut."
    yield "subject", f"{given} was seen by the nurse."
    yield "object", f"The nurse asked about {given} and left."
    yield "possessive", f"The nurse heard {given}'s voice."
    yield "title", f"The nurse rang Mrs {surname} at home."
    yield "kinship", f"He was left with uncle {given} that night."
    yield "initial and surname", f"The note of {given[0]}. {surname} was lost."
    yield "quoted", f'The child was known as "{given}" at school.'
    yield "email", f"Write to {given.lower()}.{surname.lower()}@mail.invalid today."


def _joined(name: str) -> str:
    return plain(name).lower().replace(" ", "").replace("-", "").replace("'", "")
