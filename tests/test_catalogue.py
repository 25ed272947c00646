"""Every sentence a person reads is in every catalogue, and no sentence goes past them."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from rnnviz.i18n import LANGUAGES, LOCALES, catalogue

PACKAGE = Path(__file__).parents[1] / "rnnviz"
TRANSLATED = [code for code in LANGUAGES if code != "en"]
SAME_IN_EVERY_LANGUAGE = {"Language / 语言", '{"Wh": [[0.5]]}'}
SPOKEN = {"title", "how", "notice", "label", "help", "placeholder"}  # keywords whose words are shown
WORD = re.compile(r"[^\W\d_]{2}")

every_language = pytest.mark.parametrize("code", TRANSLATED)


@cache
def written():
    """Every message of the code."""
    found = extract_from_dir(PACKAGE, [("**.py", "python")], keywords={"_": None, "N_": None})
    return {message for _file, _line, message, _comments, _context in found}


@cache
def translated(code):
    with (LOCALES / code / "LC_MESSAGES" / "rnnviz.po").open("rb") as source:
        return read_po(source, locale=code)


def entries(code):
    return {entry.id: entry for entry in translated(code) if entry.id}


def placeholders(message):
    return set(re.findall(r"\{\w*\}", message))


def test_messages_are_found():
    assert {"Hidden states h", "Sigmoid", "Undo"} <= written()


def test_no_message_hides_in_an_f_string():
    """There the catalogue's extraction does not see it."""
    for path in PACKAGE.rglob("*.py"):
        for text in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(text, ast.JoinedStr):
                calls = [node.func for node in ast.walk(text) if isinstance(node, ast.Call)]
                assert not [call for call in calls if isinstance(call, ast.Name) and call.id in ("_", "N_")], path


@every_language
def test_every_message_is_translated(code):
    known = entries(code)
    assert not {message for message in written() if message not in known or not known[message].string}


@every_language
def test_nothing_else_is_translated(code):
    assert not entries(code).keys() - written()
    assert not translated(code).obsolete


@every_language
def test_no_translation_is_a_guess(code):
    assert not [entry.id for entry in entries(code).values() if entry.fuzzy]


@every_language
def test_a_translation_has_the_placeholders_of_its_message(code):
    assert not {id_ for id_, entry in entries(code).items() if placeholders(id_) != placeholders(entry.string)}


@every_language
def test_words_are_not_left_in_english(code):
    assert not {id_ for id_, entry in entries(code).items() if entry.string == id_ and re.search("[a-z]{2}", id_)}


@every_language
def test_the_page_says_what_the_catalogue_holds(code):
    said = {message: catalogue(code).gettext(message) for message in entries(code)}
    assert said == {id_: entry.string for id_, entry in entries(code).items()}


def bare(node):
    """The literal words under ``node`` that are no argument of ``_`` or ``N_``."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if WORD.search(node.value) and node.value not in SAME_IN_EVERY_LANGUAGE:
            yield f"{node.lineno}: {node.value}"
    elif isinstance(node, ast.Subscript):
        yield from bare(node.value)
    elif not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "N_")):
        for child in ast.iter_child_nodes(node):
            yield from bare(child)


def shown(call):
    """What a call shows to a person: its spoken keywords and, of a Streamlit call, its first argument."""
    words = [keyword.value for keyword in call.keywords if keyword.arg in SPOKEN]
    streamlit = isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name)
    return [*words, *call.args[:1]] if streamlit and call.func.value.id == "st" else words


def calls(source):
    return [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]


def files(*patterns):
    return sorted(str(path.relative_to(PACKAGE)) for pattern in patterns for path in PACKAGE.glob(pattern))


def unspoken(source):
    return [text for call in calls(source) for node in shown(call) for text in bare(node)]


@pytest.mark.parametrize("file", files("ui/**/*.py", "figures/*.py"))
def test_no_text_goes_past_the_catalogues(file):
    assert unspoken((PACKAGE / file).read_text("utf-8")) == []


@pytest.mark.parametrize("file", files("core/**/*.py"))
def test_no_error_goes_past_the_catalogues(file):
    nodes = ast.walk(ast.parse((PACKAGE / file).read_text("utf-8")))
    raised = [node.exc for node in nodes if isinstance(node, ast.Raise) and node.exc]
    assert [text for error in raised for text in bare(error)] == []


@pytest.mark.parametrize(
    "source",
    [
        'st.button("Undo")',
        'st.button(_("Undo"), help="Back")',
        'st.error(f"Step {t} failed")',
        'st.markdown(" and ".join([_("Undo"), "Reset"]))',
        'figure(title=_("Loss"), how="Read it")',
        'st.title(_("Loss") if loss else "Nothing")',
    ],
)
def test_a_text_past_the_catalogues_would_be_found(source):
    assert unspoken(source)


@pytest.mark.parametrize(
    "source",
    ['st.button(_("Undo"), key="undo")', "st.error(plain(problem))", 'st.button(title, help=words["undo"])'],
)
def test_keys_and_variables_are_no_text(source):
    assert not unspoken(source)
