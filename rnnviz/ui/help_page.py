"""The help page: keys, where to find what, and the field's words, each linked to where it is seen."""

import re
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from rnnviz.core.text.typed import shorten
from rnnviz.figures.stage_words import KEYS
from rnnviz.figures.writing import html
from rnnviz.handouts import files
from rnnviz.i18n import LANGUAGES, N_, _, language
from rnnviz.lessons import LESSONS
from rnnviz.lessons.glossary import GLOSSARY, Group, Word
from rnnviz.ui.words import plain, word

STYLE = Path(__file__).with_name("help_page.css")

# what there is, what it is for, and what the link to it says besides what is in view
PARTS: list[tuple[str, str, dict[str, str]]] = [
    ("step", N_("Values forward, gradients back, step by step, and the arithmetic of the step below them."), {}),
    ("train", N_("The loss falls as you watch; then any epoch's network can be stepped through."), {"view": "train"}),
    ("gradient", N_("Which loss a gradient comes from, and what truncation drops."), {"view": "gradient"}),
    ("why", N_("Each step's factor, the eigenvalues, and a race of three cells."), {"view": "why"}),
    ("check", N_("Your own numbers, checked; and the page's numbers, proved."), {"view": "check"}),
    ("compare", N_("One run kept, another beside it, and their difference."), {"view": "compare"}),
    (
        N_("Hand-outs"),
        N_("The run in view as a page, a table, a script or a worksheet to print."),
        {"see": "handouts"},
    ),
    (N_("PyTorch weights"), N_("A state_dict to load or to save."), {"see": "pytorch"}),
    (N_("Share"), N_("The address of what is in view, to copy or to scan."), {"see": "share"}),
]


def ask_for_help() -> None:
    """Open this page from inside a fragment, by a run of the whole page."""
    st.session_state.view_asked = "help"
    st.rerun()


def help_page(spoken: dict[str, str]) -> None:
    """The page; ``spoken`` is what a link must say to keep the language."""
    state = st.session_state
    state.start, state.watched = state.at, ""  # where the stage goes on when it is back
    rules = f"<style>{files.stage('css')}</style>"  # the page's own come with the stage, which is not here
    above = f"<div class='rv-two'>{keys()}{parts()}</div>" + tag("h2", _("Words"))
    st.html(rules)
    st.html(STYLE)
    st.html(article(above))
    given = st.text_input(
        _("Find a word"),
        key="find_word",
        max_chars=60,
        live=True,
        placeholder=_("in English, in Chinese, or a symbol such as Wh"),
    )
    found = list(narrowed(GLOSSARY.values(), str(given or "")))
    if not found:
        said = _("No word here holds “{given}”. Try a shorter one, in English or Chinese, or a symbol such as Wh.")
        st.markdown(plain(said.format(given=shorten(given, 20))))
        return
    st.html(article("".join(group_of(group, spoken) for group in found)))


def article(content: str) -> str:
    return f"<div class='rv-guide' lang='{language()}'>{content}</div>"


def tag(name: str, text: str) -> str:
    """An element with plain ``text``."""
    return f"<{name}>{escape(text)}</{name}>"


def pairs(title: str, rows: Iterable[tuple[str, str]]) -> str:
    """A section with a list of pairs, the first of each in HTML, the second in plain words."""
    entries = "".join(f"<div><dt>{first}</dt>{tag('dd', second)}</div>" for first, second in rows)
    return f"<section>{tag('h2', title)}<dl class='rv-pairs'>{entries}</dl></section>"


def keys() -> str:
    """Every key of the stage."""
    split = [(re.split("[,、] ?", _(names)), _(what)) for names, what in KEYS]
    return pairs(_("Keys"), [(" ".join(tag("kbd", key) for key in names), what) for names, what in split])


def parts() -> str:
    """The views and the rest of the page; their links keep all that is in view."""
    here = {name: value for name, value in st.query_params.to_dict().items() if name != "view"}
    lesson = {"lesson": next(iter(LESSONS))} | {name: here[name] for name in here.keys() & {"lang"}}
    rows = [(_("Lessons"), _("Short pages, each with something to do and a question."), lesson)]
    for name, what, asked in PARTS:
        title = word(name) if name.islower() else _(name)
        rows.append((title, _(what), here | asked))
    return pairs(_("Where to find what"), [(anchor(title, asked), what) for title, what, asked in rows])


def anchor(text: str, parameters: Mapping[str, str]) -> str:
    """A link to this page with ``parameters``; with none it opens the first example."""
    return f"<a href='{escape('?' + urlencode(parameters))}'>{escape(text)}</a>"


def narrowed(groups: Iterable[Group], given: str) -> Iterable[Group]:
    """What is left of ``groups``: the words called so, or where there are none, those explained by it.

    >>> [word.symbol for group in narrowed(GLOSSARY.values(), "隐藏状态") for word in group.words]
    ['h_t']
    """
    wanted, everywhere = given.casefold().split(), [word for group in groups for word in group.words]
    for texts in (called, explained):
        left = [word for word in everywhere if all(part in texts(word).casefold() for part in wanted)]
        if left:
            return [Group(title, both) for title, words in groups if (both := [word for word in words if word in left])]
    return []


def called(word: Word) -> str:
    """A word's names in every language, and its symbol, with its index and without the line before it."""
    return " ".join([*word.name.values(), word.symbol, word.symbol.replace("_", "")])


def explained(word: Word) -> str:
    return " ".join([*word.means.values(), *(word.shown or {}).values()])


def group_of(group: Group, spoken: dict[str, str]) -> str:
    """One group under its title."""
    entries = "".join(entry(word, spoken) for word in group.words)
    return f"<section>{tag('h3', group.title[language()])}<dl class='rv-glossary'>{entries}</dl></section>"


def entry(word: Word, spoken: dict[str, str]) -> str:
    """A word: its name is the link to where it is seen; beside it its other names and its symbol; its meaning below."""
    own = language()
    link = anchor(word.name[own], dict(parse_qsl(word.link)) | spoken)
    others = "".join(f" <span lang='{code}'>{escape(word.name[code])}</span>" for code in LANGUAGES if code != own)
    symbol = f" <var>{html(word.symbol)}</var>" if word.symbol else ""
    text = (word.shown or {}).get(own)
    shown = " " + tag("small", _("On the page: “{words}”").format(words=text)) if text else ""
    return f"<div><dt>{link}{others}{symbol}</dt><dd>{html(word.means[own])}{shown}</dd></div>"
