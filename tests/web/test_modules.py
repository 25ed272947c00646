"""The stage's modules: every one is in use, their own tests pass, and they can be joined into one script."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from rnnviz.web.files import STAGE, joined, modules

TOP_LEVEL = re.compile(r"^(?:export (?:default )?)?(?:async )?(?:function|const|let|class) (\w+)", re.MULTILINE)
needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="the stage's own tests run in Node.js")


def run(*arguments):
    done = subprocess.run(["node", *arguments], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_module_belongs_to_a_part_of_the_stage():
    assert modules().keys() == {file.stem for file in STAGE.glob("*.js")}


def test_names_of_all_modules_are_unlike_so_that_one_script_can_hold_them():
    names = [name for text in modules().values() for name in TOP_LEVEL.findall(text)]
    assert sorted(names) == sorted(set(names))


@needs_node
def test_the_joined_script_can_be_read(tmp_path):
    script = tmp_path / "joined.mjs"
    script.write_text(joined(), "utf-8")
    run("--check", str(script))


@needs_node
def test_the_modules_own_tests_pass():
    run("--test", *map(str, sorted(Path(__file__).parent.glob("*.test.js"))))
