"""The stage's own files: as the server hands them out, and as one text for a page that stands alone."""

import re
from functools import cache
from hashlib import sha256
from pathlib import Path

STAGE = Path(__file__).parent / "stage"
IMPORT = re.compile(r'^import (?:[^;]*?) from "\./(\w+)\.js";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?:default )?(?=async function|function|const|let|class)", re.MULTILINE)


@cache
def styles() -> str:
    """All styles of the stage."""
    return "\n".join(file.read_text("utf-8") for file in sorted(STAGE.glob("*.css")))


@cache
def page() -> str:
    return (STAGE / "stage.html").read_text("utf-8")


@cache
def modules() -> dict[str, str]:
    """The stage's modules by name, each after those that it imports; ``stage`` is the last."""
    texts = {file.stem: file.read_text("utf-8") for file in sorted(STAGE.glob("*.js"))}
    found: dict[str, str] = {}

    def add(name: str, waiting: tuple[str, ...] = ()) -> None:
        for imported in IMPORT.findall(texts[name]):
            if imported not in found and imported not in waiting:
                add(imported, (*waiting, name))
        found[name] = texts[name]

    add("stage")
    return found


@cache
def version() -> str:
    """Changes with any module, so that a browser may keep them for good."""
    return sha256("".join(modules().values()).encode()).hexdigest()[:16]


@cache
def joined() -> str:
    """All modules as one script: their names are unlike, so that imports and exports are no more needed.

    >>> "import " in joined() or "export " in joined()
    False
    """
    return "\n".join(EXPORT.sub("", IMPORT.sub("", text)) for text in modules().values())
