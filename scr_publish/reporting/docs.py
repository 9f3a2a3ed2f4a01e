"""The pages of `docs/` and the parts of the README that are made from the rule catalogue, the profiles and the samples.

`python -m scr_publish.reporting.docs` writes them; the test suite fails where they are stale."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from scr_publish.assessment import check
from scr_publish.config import Profile, load_profile, profile_names
from scr_publish.reporting.console import to_console
from scr_publish.reporting.explain import citation, explain_rule
from scr_publish.reporting.grouping import FAMILY_TITLES
from scr_publish.rules import FAMILIES, Category, Rule, Severity, catalogue, find_rule

MADE = "<!-- Made from the rule catalogue by `make docs`: change scr_publish/rules/, not this page. -->"


def pages() -> dict[str, str]:
    """Every page that is made, by its path in the repository."""
    made = {f"docs/rules/{family.value}.md": family_page(family) for family in _families()}
    made["docs/rules/README.md"] = index_page()
    made["docs/profiles.md"] = profiles_page()
    return made


def _families() -> list[Category]:
    used = {rule.category for rule in catalogue().values()}
    return [family for family in FAMILY_TITLES if family in used]


def _rules(family: Category) -> list[Rule]:
    return [rule for rule in catalogue().values() if rule.category is family]


def _prefix(family: Category) -> str:
    return next(prefix for prefix, category in FAMILIES.items() if category is family)


def family_table() -> str:
    """The families with the number of their rules, as a Markdown table: for the README and the index."""
    lines = ["| family | ids | rules | of them blockers |", "|---|---|---|---|"]
    for family in _families():
        rules = _rules(family)
        blockers = sum(rule.severity is Severity.BLOCKER for rule in rules)
        link = f"[{FAMILY_TITLES[family]}](docs/rules/{family.value}.md)"
        lines.append(f"| {link} | {_prefix(family)} | {len(rules)} | {blockers} |")
    return "\n".join(lines)


def index_page() -> str:
    """The list of every rule."""
    lines = [
        MADE,
        "",
        "# The rules",
        "",
        f"{len(catalogue())} rules. `scr-publish explain RULE` prints any of them.",
        "",
    ]
    for family in _families():
        lines += [f"## {FAMILY_TITLES[family]}", "", "| rule | severity | what it finds |", "|---|---|---|"]
        for rule in _rules(family):
            link = f"[{rule.id}]({family.value}.md#{rule.id.lower()})"
            lines.append(f"| {link} `{rule.name}` | {rule.severity.value} | {rule.title} |")
        lines.append("")
    return "\n".join(lines)


def family_page(family: Category) -> str:
    """One family's rules, each with all that the catalogue says of it."""
    lines = [MADE, "", f"# {FAMILY_TITLES[family]}", ""]
    for rule in _rules(family):
        lines += _rule_lines(rule)
    return "\n".join(lines)


def _rule_lines(rule: Rule) -> Iterator[str]:
    yield from (f"## {rule.id}", "", f"**{rule.title}** · `{rule.name}` · {rule.severity.value}", "")
    yield from (f"{rule.why}", "", f"*What to do:* {rule.what_to_do}", "")
    if rule.bad:
        yield f"- Not: {rule.bad}"
    if rule.better:
        yield f"- Better: {rule.better}"
    if rule.bad or rule.better:
        yield ""
    yield from (f"Source: {citation(rule)}", "")


def profiles_page() -> str:
    """The profiles that ship: what each asks for, the terms, who is told, and what its rules cite."""
    lines = [MADE.replace("rule catalogue", "profiles").replace("rules/", "config/profiles/"), "", "# The profiles", ""]
    lines += [
        "A profile is a kind of review with its guidance. `scr-publish profiles` lists them.",
        "[configuration.md](configuration.md) tells how a Board derives its own.",
        "",
    ]
    for name in profile_names():
        lines += _profile_lines(load_profile(name))
    return "\n".join(lines)


def _profile_lines(profile: Profile) -> Iterator[str]:
    target = profile.plain_english
    yield from (f"## {profile.name}", "", f"{profile.title}: {profile.summary} Guidance: {profile.guidance}.", "")
    yield f"- must be there: {', '.join(profile.required)}"
    yield f"- asked for: {', '.join(profile.expected) or 'nothing more'}"
    yield f"- told of the decision: {', '.join(profile.told.values()) or 'nobody is named'}" + (
        f", within {profile.told_within}" if profile.told_within else ""
    )
    yield (
        f"- sentences of at most {target.long_sentence} words, {target.very_long_sentence} at the very most; "
        f"{target.average_sentence:g} on average; Flesch reading ease of at least {target.flesch_target:g}"
    )
    yield f"- working days and bank holidays: those of {profile.nation}"
    yield from ("", "| term | from | to | length | rule | source |", "|---|---|---|---|---|---|")
    for term in profile.terms.values():
        if term.asked:
            length = (
                f"within {term.length}" if term.within else f"{term.length} at least" if term.length else "in order"
            )
            rule = profile.adapted(catalogue()[term.rule])
            link = f"[{rule.id}](rules/{rule.category.value}.md#{rule.id.lower()})"
            yield f"| {term.title} | `{term.earlier}` | `{term.later}` | {length} | {link} | {citation(rule)} |"
    yield ""
    if profile.criteria:
        yield from ("The criteria:", "")
        yield from (f"- {item.id}: {item.title}" for item in profile.criteria)
        yield ""


def between_marks(text: str, mark: str, made: str) -> str:
    """The text with what stands between `<!-- mark:start -->` and `<!-- mark:end -->` made anew."""
    before, start, rest = text.partition(f"<!-- {mark}:start -->")
    _, end, after = rest.partition(f"<!-- {mark}:end -->")
    if not start or not end:
        raise ValueError(f"the README has no marks for “{mark}”")
    return f"{before}{start}\n{made}\n{end}{after}"


def tour(root: Path) -> dict[str, str]:
    """What the commands of the README's tour print, by the mark that they stand between."""
    shown = {}
    for mark, name in (("tour", "flawed-report"), ("ready", "corrected-report")):
        folder = root / "sample_reports"
        assessment = check(folder / f"{name}.docx", case=folder / f"{name}.case.toml")
        shown[mark] = indented(to_console(assessment, plain=True))
    shown["explain"] = indented(explain_rule(find_rule("PD102"), plain=True))
    return shown


def indented(text: str) -> str:
    """The text as a Markdown code block."""
    return "\n".join(f"    {line}".rstrip() for line in text.rstrip().splitlines())


def readme(root: Path) -> str:
    """The README with all that is made in it made anew."""
    text = (root / "README.md").read_text(encoding="utf-8")
    for mark, made in {"rules": family_table(), **tour(root)}.items():
        text = between_marks(text, mark, made)
    return text


def stale(root: Path) -> list[str]:
    """The made pages that are missing or out of date in a repository."""
    old = [name for name, text in pages().items() if not _same(root / name, text)]
    return old if _same(root / "README.md", readme(root)) else [*old, "README.md"]


def _same(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


def write(root: Path) -> None:
    """Write every made page, and the README's table."""
    for name, text in pages().items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (root / "README.md").write_text(readme(root), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
