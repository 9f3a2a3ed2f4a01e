"""Who may be named: wide proposals from several sources, each of which can say why.

A proposal is strong where it stands alone, weak where a person should look. No source needs the language model to be
right: titles, word lists, table columns, quotations and grammar each propose on their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scr_publish.checks.privacy.candidates import Proposal
from scr_publish.checks.privacy.correspondence import (
    from_addresses,
    from_lower_case,
    from_speakers,
    from_time_stamps,
)
from scr_publish.checks.privacy.lexicon import lexicon
from scr_publish.checks.privacy.records import (
    from_aliases,
    from_bracketed_initials,
    from_index,
    from_initials_in_columns,
    from_job_letters,
)
from scr_publish.checks.privacy.runs import from_runs
from scr_publish.checks.privacy.scene import Scene
from scr_publish.checks.privacy.sources import (
    from_collars,
    from_cues,
    from_kin,
    from_model,
    from_small_cues,
    from_speech,
)
from scr_publish.checks.privacy.words import Line
from scr_publish.spans import Disjoint


def propose(lines: Sequence[Line], scene: Scene) -> list[Proposal]:
    """Every proposal in the lines, in order; where two overlap, the strong one, else the longer one."""
    found: list[Proposal] = []
    for line in lines:
        here = [
            *from_runs(line, scene),
            *from_model(line, scene),
            *from_kin(line),
            *from_cues(line),
            *from_small_cues(line),
            *from_speech(line),
            *from_collars(line),
            *from_addresses(line),
            *from_speakers(line),
            *from_lower_case(line),
            *from_time_stamps(line),
            *from_job_letters(line),
            *from_index(line),
            *from_initials_in_columns(line),
            *from_bracketed_initials(line),
        ]
        settled = _coordinated(_without_overlaps(here))
        found += _without_overlaps([*settled, *from_aliases(line, settled)])
    return found


def _without_overlaps(found: list[Proposal]) -> list[Proposal]:
    taken = Disjoint()
    ordered = sorted(found, key=lambda p: (not p.strong, p.start - p.end, p.start))
    return sorted((item for item in ordered if taken.add(item.start, item.end)), key=lambda p: p.start)


def _coordinated(found: list[Proposal]) -> list[Proposal]:
    """What stands beside a certain name with "and" between them is certain too ("Maeve and Xan"), and what no list
    knows in a list with one or beside its other form ("Rumena / Rumi")."""
    for i, item in enumerate(found):
        for other in (*found[max(0, i - 1) : i], *found[i + 1 : i + 2]):
            first, second = (item, other) if item.start < other.start else (other, item)
            last = other.words[-1].folded
            sure = other.strong and (bool(other.title) or lexicon().is_name(last) or lexicon().is_unlisted(last))
            gap = item.line.text[first.end : second.start]
            alike = gap in (", ", " / ", "/", "; ") and lexicon().is_unlisted(item.words[-1].folded)
            if not item.strong and sure and (alike or gap in (" and ", " & ")):
                found[i] = replace(item, strong=True, how=f"{item.how}, beside another name")
    return found
