"""Every sentence a person reads passes through here: English in the code, other languages by gettext catalogue."""

from collections.abc import Callable
from contextvars import ContextVar
from functools import cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path

from babel import negotiate_locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

LOCALES = Path(__file__).parent / "locale"
LANGUAGES = {"en": "English", "zh": "中文"}

_language: ContextVar[str] = ContextVar("language")


def english() -> str:
    return "en"


_asked: Callable[[], str] = english  # for the language of a thread, once, if none has been chosen


def N_(message: str) -> str:
    """Mark ``message`` for the catalogues where it is written; it is translated where it is shown."""
    return message


def _(message: str) -> str:
    """``message`` in the language in use.

    >>> _("Hidden states")
    'Hidden states'
    """
    return catalogue(language()).gettext(message)


def use_language(code: str) -> None:
    """Choose the language of this thread, one of ``LANGUAGES``."""
    _language.set(code)


def language() -> str:
    """The code of the language in use: the one chosen for this thread, or else the one of ``ask_for_language``."""
    code = _language.get("")
    if not code:
        _language.set(code := _asked())
    return code


def ask_for_language(ask: Callable[[], str]) -> None:
    """Let ``ask`` tell the language of threads for which none is chosen, which is English otherwise."""
    global _asked  # noqa: PLW0603
    _asked = ask


def preferred(accepted: str | None) -> str:
    """The language to greet a browser with that asks for ``accepted``, a locale such as ``zh-CN``.

    >>> preferred("zh-TW"), preferred("fr"), preferred(None)
    ('zh', 'en', 'en')
    """
    return negotiate_locale([accepted or "en"], list(LANGUAGES), sep="-") or "en"


@cache
def catalogue(code: str) -> NullTranslations:
    path = LOCALES / code / "LC_MESSAGES" / "rnnviz.po"
    if not path.exists():
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, locale=code))
    compiled.seek(0)
    return Translations(compiled)
