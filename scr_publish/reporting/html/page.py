"""The page: templates filled from what `views` makes of the assessment.

The page loads nothing: style and script are in it, and its content security policy forbids anything from outside.
Everything on it can be read without the script, which only filters and sorts."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from markupsafe import Markup

from scr_publish import __version__
from scr_publish.assessment import Assessment
from scr_publish.reporting.explain import citation
from scr_publish.reporting.html import risk_views, views
from scr_publish.reporting.html.self_contained import page_environment, policy_of
from scr_publish.reporting.timeline import to_svg
from scr_publish.reporting.wording import HEADLINE, MEANING, SEVERITY_TITLES, next_steps, plural


def to_html(assessment: Assessment) -> str:
    """The assessment as HTML text, the same for the same assessment, byte for byte."""
    return (
        page_environment("scr_publish.reporting.html")
        .get_template("page.html")
        .render(
            assessment=assessment,
            source=assessment.document.source,
            headline=HEADLINE[assessment.decision],
            meaning=MEANING[assessment.decision],
            severity_titles={severity.value: title for severity, title in SEVERITY_TITLES.items()},
            facts=views.facts(assessment),
            tally=views.tally_rows(assessment),
            steps=next_steps(assessment),
            families=views.families(assessment),
            elements=views.elements(assessment),
            trace=views.trace(assessment),
            heat=views.heat(assessment),
            pages=views.page_heat(assessment),
            measures=views.measures(assessment),
            risk=risk_views.people(assessment),
            process=assessment.process,
            timeline=Markup(to_svg(assessment.timeline)) if assessment.timeline else "",  # noqa: S704 - escaped there
            names=assessment.names_that_stay,
            checked=views.checked(assessment),
            plural=plural,
            citation=citation,
            version=__version__,
            style=Markup(_style()),  # noqa: S704 - our own file
            script=Markup(_asset("page.js")),  # noqa: S704 - our own file
            policy=policy_of((_style(),), (_asset("page.js"),)),
        )
    )


@cache
def _asset(name: str) -> str:
    return files(__package__).joinpath("templates", name).read_text(encoding="utf-8")


def style_tokens() -> str:
    """The colours of everything that the product shows in a browser, as custom properties of CSS."""
    return _asset("tokens.css")


def _style() -> str:
    return style_tokens() + _asset("page.css")
