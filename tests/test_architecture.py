"""The repository's shape: small files, a short top level, nothing that runs or fetches what it should not."""

import ast
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from rnnviz.places import CARRIED

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "rnnviz"
TOP_LEVEL = {"pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", "app.py", "rnnviz", "sample_data", "tests"}
MOST_LINES = 260
ADDRESS = re.compile(r"""(?:https?:)?//[\w.-]+\.\w[^\s"'`)]*""")
FORBIDDEN_MODULES = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "shelve", "marshal"}

PAGE_FILES = {".py", ".js", ".css", ".html", ".svg"}
FILES = [path for path in sorted(PACKAGE.rglob("*")) if path.suffix in PAGE_FILES]

every_module = pytest.mark.parametrize("file", [str(path.relative_to(ROOT)) for path in FILES if path.suffix == ".py"])
every_page_file = pytest.mark.parametrize(
    "file",
    [
        "app.py",
        *(str(path.relative_to(ROOT)) for path in FILES if {PACKAGE / "ui", PACKAGE / "handouts"} & {*path.parents}),
    ],
)


def text(file):
    return (ROOT / file).read_text("utf-8")


@every_module
def test_a_file_can_be_read_at_one_sitting(file):
    assert len(text(file).splitlines()) <= MOST_LINES


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="only a checkout knows which files belong to it")
def test_the_top_level_is_short():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    entries = {line.split("/")[0] for line in listed.splitlines()}
    assert {entry for entry in entries if not entry.startswith(".")} <= TOP_LEVEL
    assert {"pyproject.toml", "README.md", "LICENSE", "app.py", "rnnviz", "tests"} <= entries


def test_the_container_gets_all_that_the_page_needs_and_nothing_else():
    let_in = {line.removeprefix("!") for line in text(".dockerignore").splitlines() if line.startswith("!")}
    assert let_in == TOP_LEVEL - {"tests", "CHANGELOG.md"} | {".streamlit"}


def test_an_installed_wheel_carries_what_the_page_needs_of_the_top_level():
    carried = tomllib.loads(text("pyproject.toml"))["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert carried == {file: f"rnnviz/top/{file}" for file in ("app.py", ".streamlit/config.toml", "sample_data")}
    assert CARRIED == PACKAGE / "top"


def test_tests_that_need_pytorch_are_known_by_their_name():
    needs = re.compile(r"^(?:from|import) (?:torch|oracle|autograd|torch_network|make_reference)\b", re.MULTILINE)
    files = sorted((ROOT / "tests").rglob("test_*.py"))
    asking = [file for file in files if needs.search(file.read_text("utf-8"))]
    assert asking == [file for file in files if file.name.endswith("against_pytorch.py")]
    assert len(asking) > 5


def test_no_two_test_files_share_a_name():
    """Pytest knows them by it; run together, one of two would be left out."""
    names = [file.name for file in (ROOT / "tests").rglob("test_*.py")]
    assert len(names) == len(set(names))


def risks(source):
    """What in ``source`` could run code that it reads."""
    for node in ast.walk(ast.parse(source)):
        names = [alias.name for alias in node.names] if isinstance(node, (ast.Import, ast.ImportFrom)) else []
        module = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        yield from ({name.split(".")[0] for name in [*names, *module]} & FORBIDDEN_MODULES)
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name) and node.func.id in {"eval", "exec", "compile", "__import__"}:
                yield node.func.id
            yield from (keyword.arg for keyword in node.keywords if keyword.arg == "allow_pickle")


@every_module
def test_nothing_that_is_read_is_run(file):
    assert list(risks(text(file))) == []


@pytest.mark.parametrize(
    "source", ["import pickle", "from pickle import loads", "eval(x)", "exec(x)", "np.load(f, allow_pickle=True)"]
)
def test_what_runs_what_it_reads_would_be_found(source):
    assert list(risks(source))


def addresses(source):
    return [address for address in ADDRESS.findall(source) if not address.startswith("http://www.w3.org/")]


@every_page_file
def test_the_page_asks_no_other_host(file):
    assert addresses(text(file)) == []


@pytest.mark.parametrize("source", ['src="https://cdn.plot.ly/plotly.js"', "url(//fonts.example.com/a)", "http://a.b"])
def test_another_host_would_be_found(source):
    assert addresses(source)


def fenced(section):
    """The lines of all fenced blocks under a heading of the README."""
    bodies = re.findall(rf"^## {section}\n(.*?)(?=^## |\Z)", text("README.md"), re.MULTILINE | re.DOTALL)
    blocks = re.findall(r"^```\w*\n(.*?)^```", "".join(bodies), re.MULTILINE | re.DOTALL)
    return "".join(blocks).splitlines()


@pytest.mark.parametrize("section", ["Run it", "Test it"])
def test_the_readme_has_one_command_and_it_exists(section):
    lines = fenced(section)
    assert len(lines) == 1
    for command in re.split(r"\s*(?:&&|;|\|)\s*", lines[0]):
        program, *arguments = command.split()
        assert (ROOT / program).is_file() or shutil.which(program), program
        files = [argument for argument in arguments if re.search(r"\w\.py$|/", argument)]
        assert all((ROOT / file).exists() for file in files), files


@pytest.mark.parametrize("folder", sorted({path.parent for path in FILES if path.suffix == ".js"}))
def test_modules_that_become_one_text_share_no_name(folder):
    text_ = "\n".join(file.read_text("utf-8") for file in folder.glob("*.js"))
    names = re.findall(r"^(?:async )?(?:function|const|let) (\w+)", text_, re.MULTILINE)
    assert len(names) == len(set(names))


def buttons(source):
    """What each button of ``source`` is given, by name."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("button"):
            yield {keyword.arg for keyword in node.keywords}


def test_what_is_clicked_is_done_by_a_callback_for_a_script_may_be_broken_off():
    sources = [file.read_text("utf-8") for file in sorted((PACKAGE / "ui").rglob("*.py"))]
    given = [names for source in sources for names in buttons(source)]
    without = [names for names in given if not any(name.startswith("on_") for name in names if name)]
    assert len(given) > 15
    assert without == [{"key"}]  # a long proof, which runs in the script itself
