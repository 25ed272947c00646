"""The frame of the page: example, lessons, views, share, present, language, help, and the network in one sentence."""

from collections.abc import Collection
from typing import Any

import streamlit as st
from streamlit.components.v2 import component

from rnnviz.core.presets import PRESETS
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.i18n import LANGUAGES, N_, _, language
from rnnviz.lessons import LESSONS
from rnnviz.ui import first_visit, lessons, link
from rnnviz.ui.language import other
from rnnviz.ui.sentence import sentence
from rnnviz.ui.share import share
from rnnviz.ui.words import word
from rnnviz.web.files import EXPORT, IMPORT, STAGE

FOLDER = STAGE.with_name("frame")
MODULES = ("log", "roving", "menu", "drawer", "sharing", "frame")  # each after those that it imports
GROUPS = {  # the examples, a heading each
    N_("By hand"): ("once", "four", "stateful", "stateless"),
    N_("Shapes"): ("batch", "softmax"),
    N_("Texts"): ("classifier", "cars", "review", "rhyme", "rhyme_zh"),
    N_("Series of numbers"): ("sine", "sunspots"),
    N_("Tests of memory"): ("parity", "copy", "adding"),
}
VIEWS = {
    "step": N_("Step"),
    "train": N_("Train"),
    "gradient": N_("Gradient"),
    "why": N_("Why"),
    "check": N_("Check"),
    "compare": N_("Compare"),
}


def text(*names: str) -> str:
    """Files of the frame, one after the other."""
    return "\n".join((FOLDER / name).read_text("utf-8") for name in names)


def script(*names: str) -> str:
    """The modules as one: what one takes from another is there already; the last says what Streamlit calls."""
    *parts, last = (IMPORT.sub("", text(f"{name}.js")) for name in names)
    return "\n".join([*(EXPORT.sub("", part) for part in parts), last])


show = component(
    "rnnviz_frame",
    html=text("frame.html"),
    css=text("frame.css", "page.css"),
    js=script(*MODULES),
    isolate_styles=False,
)


def frame(scenario: Scenario, fields: Collection[str]) -> None:
    """Draw it; ``fields`` are the settings that can be changed now, and words of the sentence lead to them."""
    state, code, opened = st.session_state, other(), lessons.opened()
    pieces = sentence(scenario, training=state.view == "train")
    data: dict[str, Any] = {
        "visit": state.visit,
        "seen": state.seen,
        "words": words(),
        "example": examples(),
        "lessons": lesson_menu(),
        "lesson": opened.name if opened else "",
        "views": [{"name": name, "title": _(title), "about": word(name)} for name, title in VIEWS.items()]
        if lessons.visible("view")
        else [],
        "view": state.view,
        "language": {"code": code, "name": LANGUAGES[code]},
        "sentence": [{"text": piece.text, "field": piece.field if piece.field in fields else ""} for piece in pieces],
        "greeting": first_visit.greeting() if first_visit.greets() else None,
        "jump": state.jump,
        "watched": state.watched if state.watched in (*fields, *link.FOLDED) else "",
        "shared": share(),
        "sharing": bool(state.get("share")),
    }
    show(key="frame", data=data, default={"log": {"visit": "", "events": []}}, on_log_change=heard)


def heard() -> None:
    """What was clicked is done at the beginning of the script."""


def examples() -> dict[str, Any]:
    """The menu of examples; in most lessons it is away."""
    now = st.session_state.preset
    groups = [
        {"title": _(title), "items": [entry(name, now) for name in names if name in PRESETS]}
        for title, names in GROUPS.items()
    ]
    label = _("Example: {title}").format(title=_(PRESETS[now].title))
    return {"label": label, "hidden": not lessons.visible("examples"), "done": "", "groups": groups}


def entry(name: str, now: str) -> dict[str, Any]:
    title, about, _scenario = PRESETS[name]
    return {"name": name, "title": _(title), "about": _(about), "chosen": name == now}


def lesson_menu() -> dict[str, Any]:
    """The menu of lessons; in a lesson it says which."""
    opened, spoken = lessons.opened(), language()
    items = [
        {
            "name": name,
            "title": f"{number} · {lesson.words[spoken].title}",
            "about": lesson.words[spoken].about,
            "chosen": opened is not None and opened.name == name,
            "done": lessons.complete(name),
        }
        for number, (name, lesson) in enumerate(LESSONS.items(), 1)
    ]
    chosen = [item["title"] for item in items if item["chosen"]]
    label = _("Lesson {title}").format(title=chosen[0]) if chosen else _("Lessons")
    return {"label": label, "hidden": False, "done": _("done"), "groups": [{"title": "", "items": items}]}


def words() -> dict[str, str]:
    """What the frame says itself."""
    return {
        "views": _("View"),
        "tools": _("Share, present, language, help"),
        "network": _("The network in one sentence"),
        "share": _("Share"),
        "present": _("Present"),
        "presentHelp": _("Present (P)"),
        "help": _("Help"),
        "address": _("The page's address"),
        "copy": _("Copy"),
        "copied": _("Copied"),
        "page": _("Hand-outs"),
        "code": _("The same address as a QR code"),
    }
