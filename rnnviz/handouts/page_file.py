"""A run as one HTML file that needs nothing else: the stage with its figures, its keys and the worksheet."""

import json
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from html import escape
from string import Template

from plotly.offline import get_plotlyjs

from rnnviz.core.run import Run
from rnnviz.core.scenario.argument_checks import check_run
from rnnviz.figures import FIGURES
from rnnviz.figures.stage_words import stage_words
from rnnviz.handouts import files
from rnnviz.handouts.titles import about, title
from rnnviz.handouts.worked import sheets
from rnnviz.i18n import language

EXPORT = "export default function ("  # how the stage's module begins its one public function


def to_html(run: Run) -> str:
    """``run`` as one HTML page, in the language in use: figures, cursor, keys and worksheet, without any network.

    The first example in view is shown. Of a run of more than 20 steps, fewer where they are long, the arithmetic of
    the first and the last is written out, which the page says. Nothing on it may load or run but what is in it.
    Raises a TypeError for what is no Run.

    >>> from rnnviz import PRESETS, simulate
    >>> to_html(simulate(PRESETS["once"].scenario))[:15]
    '<!doctype html>'
    """
    check_run(run, "to_html")
    plotly, module = get_plotlyjs(), script()
    return Template(files.page("head.html") + files.page("page.html")).substitute(
        language=language(),
        policy=policy([plotly, module]),
        title=escape(title(run)),
        about=escape(about(run)),
        style=files.page("page.css") + files.page("equations.css") + files.stage("css"),
        stage=files.stage("html"),
        plotly=plotly,
        data=harmless(json.dumps(data(run), ensure_ascii=False)),
        module=module,
    )


def script() -> str:
    """The stage's module, and after it what stands in for the page that it usually is part of."""
    before, exported, after = files.stage("js").partition(EXPORT)
    assert exported, "the stage's module exports one function"
    own = f"{{\n{files.page('page.js')}}}"  # a block keeps the names of both apart
    return f"\n{before}function showStage({after}\n{own}\n"


def policy(scripts: Iterable[str]) -> str:
    """A content security policy: nothing is fetched, and only ``scripts`` are run, known by their hashes."""
    allowed = " ".join(f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in scripts)
    return f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data:; form-action 'none'"


def data(run: Run) -> dict[str, object]:
    """What the page's script reads: the stage's data, and the worksheet of every place of the cursor."""
    drawn = {name: figure(run) for name, figure in FIGURES.items()}
    return {
        "stage": {
            "figures": {name: str(picture.to_json()) for name, picture in drawn.items() if picture},
            "steps": run.steps,
            "at": 0,
            "jump": 0,
            "words": stage_words(),
            "language": language(),
        },
        "worksheet": sheets(run),
    }


def harmless(text: str) -> str:
    r"""JSON that no text in it can break out of a script element with.

    >>> print(harmless('"</script>"'))
    "\u003c/script\u003e"
    """
    return text.replace("<", r"\u003c").replace(">", r"\u003e").replace("&", r"\u0026")
