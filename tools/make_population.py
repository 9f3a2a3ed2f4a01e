"""Write the compact population table of the risk of identification from two tables of the 2011 census.

Usage: `python tools/make_population.py ETHNIC.csv RELIGION.csv OUTPUT.json.gz`, where the inputs are the tables KS201EW
(ethnic group) and DC2107EW (religion by sex by age) by local authority district, as Nomis and the Office for National
Statistics publish them: one row a district, one column a cell. Districts of England alone are kept. The output is the
same, byte for byte, for the same input.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
from pathlib import Path

SOURCE = {
    "title": "Census 2011",
    "publisher": "Office for National Statistics",
    "year": 2011,
    "tables": {
        "religion_by_sex_by_age": "DC2107EW (religion by sex by age), local authority districts",
        "ethnic_group": "KS201EW (ethnic group), local authority districts",
    },
    "licence": "Open Government Licence v3.0",
    "attribution": "Contains National Statistics data. Crown copyright.",
}
SEXES = {"male": "Males", "female": "Females"}
COUNTIES = {
    "Buckinghamshire": (4, 7), "Cambridgeshire": (8, 12), "Cumbria": (26, 31), "Derbyshire": (32, 39),
    "Devon": (40, 47), "Dorset": (48, 53), "East Sussex": (61, 65), "Essex": (66, 77), "Gloucestershire": (78, 83),
    "Hampshire": (84, 94), "Hertfordshire": (95, 104), "Kent": (105, 116), "Lancashire": (117, 128),
    "Leicestershire": (129, 135), "Lincolnshire": (136, 142), "Norfolk": (143, 149), "Northamptonshire": (150, 156),
    "North Yorkshire": (163, 169), "Nottinghamshire": (170, 176), "Oxfordshire": (177, 181), "Somerset": (187, 191),
    "Staffordshire": (192, 199), "Suffolk": (200, 206), "Surrey": (207, 217), "Warwickshire": (218, 222),
    "West Sussex": (223, 229), "Worcestershire": (234, 239),
}  # fmt: skip
"""The 27 counties with two tiers in 2011 and their districts: the last figures of the codes E07000004 to E07000239,
which were given county by county (ONS, Code History Database)."""

RECODED = {"E07000242": "E07000097", "E07000240": "E07000100", "E07000243": "E07000101", "E07000241": "E07000104"}
"""Districts whose code changed with a boundary after the census: all in Hertfordshire."""

CELL = re.compile(r"Sex: (?P<sex>.+?); Age: (?P<age>.+?); Religion: (?P<religion>.+?); measures: Value")


def rows(path: str) -> list[dict[str, str]]:
    """The rows of a CSV file whose district is in England."""
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.DictReader(file) if row["geography code"].startswith("E")]


def band(age: str) -> list[int]:
    """First and last year of an age band ("Age 10 to 14", "Age 15", "Age 85 and over": to 110)."""
    years = [int(number) for number in re.findall(r"\d+", age)]
    return [years[0], 110 if "over" in age else years[-1]]


def county_of(code: str) -> str:
    """The county of a district by its code; empty for a district that is its own authority."""
    number = int(RECODED.get(code, code)[3:])
    if not code.startswith("E07"):
        return ""
    return next(name for name, (first, last) in COUNTIES.items() if first <= number <= last)


def table(ethnic: str, religion: str) -> dict[str, object]:
    """Both tables as one. Raises ValueError where their districts or their totals disagree."""
    by_code = {row["geography code"]: row for row in rows(ethnic)}
    people = rows(religion)
    cells = {m.groups(): key for key in people[0] if (m := CELL.fullmatch(key))}
    ages = [age for age in dict.fromkeys(age for _, age, _ in cells) if not age.startswith("All")]
    faiths = [name for name in dict.fromkeys(name for _, _, name in cells) if not name.startswith("All")]
    groups = {
        key.removeprefix("Ethnic Group: ").removesuffix("; measures: Value"): key
        for key in by_code[people[0]["geography code"]]
        if key.count(": ") > 2 and "All categories" not in key
    }
    districts = []
    for row in people:
        code = row["geography code"]
        counts = [[[int(row[cells[sex, age, f]]) for f in faiths] for age in ages] for sex in SEXES.values()]
        ethnic_counts = [int(by_code[code][key]) for key in groups.values()]
        total = sum(n for by_age in counts for by_faith in by_age for n in by_faith)
        if not 0.99 < total / sum(ethnic_counts) < 1.01:
            raise ValueError(f"{code}: {total} people by religion, {sum(ethnic_counts)} by ethnic group")
        districts.append(
            {
                "code": code,
                "name": row["geography"],
                "county": county_of(code),
                "religion": counts,
                "ethnic": ethnic_counts,
            }
        )
    return {
        "source": SOURCE,
        "sexes": list(SEXES),
        "ages": [band(age) for age in ages],
        "religions": faiths,
        "ethnic_groups": list(groups),
        "districts": districts,
    }


def main(ethnic: str, religion: str, output: str) -> None:
    """Write the table."""
    text = json.dumps(table(ethnic, religion), ensure_ascii=False, separators=(",", ":"))
    Path(output).write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


if __name__ == "__main__":
    main(*sys.argv[1:4])
