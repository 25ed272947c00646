"""The field's words, in every language side by side, each with the place where it is seen."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

from rnnviz.i18n import LANGUAGES

FILE = Path(__file__).with_name("glossary.toml")
Said = Mapping[str, str]  # by language


class Word(NamedTuple):
    """One word: its ``name`` and what it ``means``, by language, and the ``link`` to where it is seen.

    ``symbol`` is how pictures and worksheet write it; ``shown`` is what the page says there where neither symbol nor
    name stands, by language.
    """

    name: Said
    means: Said
    link: str
    symbol: str = ""
    shown: Said | None = None


class Group(NamedTuple):
    """Words that belong together, in the order in which they are learnt."""

    title: Said
    words: list[Word]


ENTRY = TypeAdapter(Word)


def read_glossary(text: str) -> dict[str, Group]:
    """The groups of a glossary in TOML; a ValueError says what is wrong with an entry.

    >>> list(read_glossary(FILE.read_text("utf-8")))[:3]
    ['network', 'sequence', 'forward']
    """
    tables = tomllib.loads(text)
    titles = tables.pop("groups")
    if list(tables) != list(titles):
        raise ValueError(f"glossary.toml: the groups are {list(titles)}, the words stand in {list(tables)}.")
    return {name: Group(titles[name], [read_word(entry) for entry in tables[name]]) for name in titles}


def read_word(entry: Mapping[str, object]) -> Word:
    """One entry; every language must have its name and its meaning."""
    named = entry.get("name")
    try:
        word = ENTRY.validate_python(entry)
    except ValidationError as error:
        (details, *_more) = error.errors(include_url=False)
        raise ValueError(f"glossary.toml: {named}: {details['loc'][0]}: {details['msg']}.") from error
    for said in (word.name, word.means):
        if said.keys() != LANGUAGES.keys():
            raise ValueError(f"glossary.toml: {named}: say it in {', '.join(LANGUAGES)}; {list(said)} are there.")
    return word


GLOSSARY: dict[str, Group] = read_glossary(FILE.read_text("utf-8"))
