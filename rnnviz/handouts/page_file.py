"""A run as one HTML file that needs nothing else: the stage as on the page, with its charts and its keys."""

import json
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from html import escape
from string import Template

from plotly.offline import get_plotlyjs

from rnnviz.core.run import Run
from rnnviz.core.scenario.argument_checks import check_number, check_run
from rnnviz.figures import FIGURES
from rnnviz.figures.stage_words import stage_words
from rnnviz.handouts import files
from rnnviz.handouts.titles import about, title
from rnnviz.i18n import _, language
from rnnviz.web import files as web
from rnnviz.web.picture import picture_json


def to_html(run: Run, at: int | None = None) -> str:
    """``run`` as one HTML page, in the language in use: network, arithmetic, charts and keys, without the internet.

    The first example in view is shown, the cursor at ``at``, 0 … 2T, or at the end. Nothing on the page may load or run
    but what is in it. Raises a TypeError for what is no Run, a ValueError for what is no place of the cursor.

    >>> from rnnviz import PRESETS, simulate
    >>> to_html(simulate(PRESETS["once"].scenario))[:15]
    '<!doctype html>'
    """
    check_run(run, "to_html")
    at = 2 * run.steps if at is None else at
    check_number(at, range(2 * run.steps + 1), _("Cursor"))
    plotly, module = get_plotlyjs(), script()
    return Template(files.page("head.html") + files.page("page.html")).substitute(
        language=language(),
        policy=policy([plotly, module]),
        title=escape(title(run)),
        about=escape(about(run)),
        style=files.page("page.css") + web.styles(),
        stage=web.page(),
        plotly=plotly,
        data=harmless(json.dumps(data(run, at), ensure_ascii=False)),
        module=module,
    )


def script() -> str:
    """The stage's modules, and after them what stands in for the page that they usually are part of."""
    own = f"{{\n{files.page('page.js')}}}"  # a block keeps the names of both apart
    return f"\n{web.joined()}\n{own}\n"


def policy(scripts: Iterable[str]) -> str:
    """A content security policy: nothing is fetched, and only ``scripts`` are run, known by their hashes."""
    allowed = " ".join(f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in scripts)
    return f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data:; form-action 'none'"


def data(run: Run, at: int) -> dict[str, object]:
    """What the page's script reads: what Streamlit hands to the stage on the page."""
    drawn = {name: figure(run) for name, figure in FIGURES.items()}
    return {
        "picture": picture_json(run),
        "figures": {name: str(figure.to_json()) for name, figure in drawn.items() if figure},
        "steps": run.steps,
        "layout": "whole",
        "at": at,
        "under": "values",
        "opened": False,
        "present": False,
        "jump": 0,
        "watched": "",
        "play": False,
        "words": stage_words(),
        "language": language(),
    }


def harmless(text: str) -> str:
    r"""JSON that no text in it can break out of a script element with.

    >>> print(harmless('"</script>"'))
    "\u003c/script\u003e"
    """
    return text.replace("<", r"\u003c").replace(">", r"\u003e").replace("&", r"\u0026")
