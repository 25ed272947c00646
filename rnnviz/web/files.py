"""The stage's modules, as one script for a page that stands alone."""

import re
from functools import cache
from pathlib import Path

STAGE = Path(__file__).parent / "stage"
PARTS = ("network", "cell", "rows", "text", "sums", "legend")  # of the stage, each with all that it imports
IMPORT = re.compile(r'^import (?:[^;]*?) from "\./(\w+)\.js";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?:default )?(?=async function|function|const|let|class)", re.MULTILINE)


@cache
def modules() -> dict[str, str]:
    """The modules by name, each after those that it imports."""
    texts = {file.stem: file.read_text("utf-8") for file in sorted(STAGE.glob("*.js"))}
    found: dict[str, str] = {}

    def add(name: str, waiting: tuple[str, ...] = ()) -> None:
        for imported in IMPORT.findall(texts[name]):
            if imported not in found and imported not in waiting:
                add(imported, (*waiting, name))
        found[name] = texts[name]

    for part in PARTS:
        if part not in found:
            add(part)
    return found


@cache
def joined() -> str:
    """All modules as one script: their names are unlike, so that imports and exports are no more needed.

    >>> "import " in joined() or "export " in joined()
    False
    """
    return "\n".join(EXPORT.sub("", IMPORT.sub("", text)) for text in modules().values())
