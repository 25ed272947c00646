"""The page as a link opens it, without a browser."""

import json
import re
from pathlib import Path

from streamlit.testing.v1 import AppTest

import rnnviz.ui
from rnnviz.i18n import use_language

MAIN = Path(rnnviz.ui.__file__).with_name("page.py")


def visit(locale="en-US", **parameters):
    """The page as the link with these parameters opens it, in a browser of that language."""
    page = AppTest.from_file(MAIN, default_timeout=60)
    page.context = {"locale": locale, "url": "http://localhost:8501/"}
    for name, value in parameters.items():
        page.query_params[name] = value
    page.run()
    use_language(page.session_state.lang)  # in which the test picks from the page's menus
    return looked_at(page)


def looked_at(page):
    assert not page.exception
    return page


def said(page):
    """Every message of the page, as it is read."""
    return " ".join(read(box.value) for kind in (page.error, page.warning, page.info, page.success) for box in kind)


def read(text):
    """Markdown as it is read: without the signs that keep a visitor's text from being one of its own."""
    return re.sub(r"\\([!-/:-@[-`{-~])", r"\1", text).replace("\N{WORD JOINER}", "")


def told(page, name):
    """What a component of ours is told, by its name."""
    (part,) = [part for part in page.get("bidi_component") if part.proto.component_name.endswith(f"rnnviz_{name}")]
    return json.loads(part.proto.json)


def shown(page):
    """The pictures of the stage, Plotly's JSON by name."""
    return told(page, "stage")["figures"]


def click(page, act, given):
    """Click in the frame: an example, a lesson, a view, a language, or close the greeting."""
    state = page.session_state
    events = [{"seq": state.seen + 1, "act": act, "args": [given]}]
    state["frame"] = {"log": {"visit": state.visit, "events": events}}
    page.run()
    use_language(page.session_state.lang)
    return looked_at(page)


def press(page, label):
    (button,) = [button for button in page.button if button.label == label]
    return looked_at(button.click().run())
