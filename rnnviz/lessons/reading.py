"""Lessons as they are written: a TOML header between lines of +++, then the prose of each page under ``## id``."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from rnnviz.i18n import LANGUAGES
from rnnviz.lessons import asking, doing
from rnnviz.lessons.lesson import Header, Lesson, Page, PageWords, Words

FILE = re.compile(r"(\d+)_(?P<name>\w+)\.(?P<language>\w+)\.md")
PARTS = re.compile(r"\A\+\+\+\n(?P<header>.*?)^\+\+\+\n(?P<body>.*)\Z", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"^## +(\S+) *$", re.MULTILINE)
Header_ = TypeVar("Header_", bound=Words)


def read_lessons(folder: Path) -> dict[str, Lesson]:
    """Every lesson in ``folder``, in the order of their numbers; a ValueError names the file that is wrong."""
    files: dict[str, dict[str, Path]] = {}
    for path in sorted(folder.glob("*.md")):
        found = FILE.fullmatch(path.name)
        if not found or found["language"] not in LANGUAGES:
            raise ValueError(f"{path.name}: lessons are called 01_name.en.md, 01_name.zh.md …")
        files.setdefault(found["name"], {})[found["language"]] = path
    return {name: read_lesson(name, paths) for name, paths in files.items()}


def read_lesson(name: str, paths: Mapping[str, Path]) -> Lesson:
    """One lesson of a file in each language; the English one holds the structure, the others words only."""
    if missing := LANGUAGES.keys() - paths.keys():
        raise ValueError(f"The lesson “{name}” lacks its file in: {', '.join(sorted(missing))}.")
    header = read_file(paths["en"], Header)
    words: dict[str, Words] = {"en": header}
    for language in LANGUAGES.keys() - words.keys():
        words[language] = read_file(paths[language], Words)
        alike(paths[language].name, header, words[language])
    return Lesson(name, header, words)


def read_file(path: Path, model: type[Header_]) -> Header_:
    """The header of one file with the prose put into its pages."""
    parts = PARTS.fullmatch(path.read_text("utf-8"))
    if not parts:
        raise ValueError(f"{path.name}: begin with a TOML header between two lines of +++.")
    try:
        given = tomllib.loads(parts["header"])
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path.name}: the header is no TOML: {error}.") from error
    _before, *pieces = HEADING.split(parts["body"])
    prose = dict(zip(pieces[::2], (text.strip() for text in pieces[1::2]), strict=True))
    ids = [page.get("id") for page in given.get("page", [])]
    if list(prose) != ids or len(prose) != len(pieces) // 2:
        raise ValueError(
            f"{path.name}: headings “## id” must be those of the pages, in order: {ids}; found {pieces[::2]}."
        )
    try:
        return model.model_validate(given | {"page": [page | {"prose": prose[page["id"]]} for page in given["page"]]})
    except ValidationError as error:
        raise ValueError(f"{path.name}: {sentence(first(error), model)}.") from error


def first(error: ValidationError) -> ErrorDetails:
    """What to say first: a key misspelt is also a key that is missing."""
    return min(error.errors(include_url=False), key=lambda details: details["type"] != "extra_forbidden")


def alike(file: str, header: Header, words: Words) -> None:
    """Raise a ValueError unless a translation says what the English file says, page by page."""
    ids = [page.id for page in header.page]
    if [page.id for page in words.page] != ids:
        raise ValueError(f"{file}: the pages must be {ids}.")
    for page, other in zip(header.page, words.page, strict=True):
        if other.said != page.said:
            wrong = ", ".join(sorted(other.said ^ page.said))
            raise ValueError(
                f"{file}: page “{page.id}” must translate what the English one says and nothing else: {wrong}."
            )
        if len(other.choices) != len(page.choices):
            raise ValueError(f"{file}: page “{page.id}” must have {len(page.choices)} choices.")


def sentence(details: ErrorDetails, model: type[Words]) -> str:
    """What is wrong in a header, where, and which keys there are."""
    place = ".".join(str(part + 1 if isinstance(part, int) else part) for part in details["loc"])
    if details["type"] == "value_error":
        return f"{place}: {details.get('ctx', {}).get('error')}"
    if details["type"] == "missing" and not {"do", "ask"} & set(details["loc"]):
        return f"“{place}” is missing"
    if details["type"] != "extra_forbidden" and not {"do", "ask"} & set(details["loc"]):
        return f"{place}: “{details['input']}” was given; {details['msg']}"
    return f"“{place}” is not known there. The keys are: {keys(details['loc'], model)}"


def keys(place: tuple[int | str, ...], model: type[Words]) -> str:
    """The keys of the table at ``place``."""
    if "do" in place[2:]:
        return each(doing.Do.__args__)
    if "ask" in place[2:]:
        return each(asking.Ask.__args__)
    if place[0] == "page" and len(place) > 2:
        return each([Page if model is Header else PageWords])
    return each([model])


def each(models: "list[type[BaseModel]] | tuple[type[BaseModel], ...]") -> str:
    return " | ".join(
        " + ".join(model.model_fields) if len(models) > 1 else ", ".join(model.model_fields) for model in models
    )
