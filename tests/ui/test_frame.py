"""The frame's own files: all of them reach the browser, as one script, and its classes are nobody else's."""

import re
import shutil
import subprocess

import pytest

from rnnviz.ui.components.frame import FOLDER, MODULES, script
from rnnviz.web.files import IMPORT, styles


def test_every_module_is_joined_after_those_that_it_imports():
    assert sorted(MODULES) == sorted(file.stem for file in FOLDER.glob("*.js"))
    for place, name in enumerate(MODULES):
        assert set(IMPORT.findall((FOLDER / f"{name}.js").read_text("utf-8"))) <= set(MODULES[:place])


@pytest.mark.skipif(not shutil.which("node"), reason="needs node")
def test_the_joined_script_can_be_read(tmp_path):
    (tmp_path / "frame.mjs").write_text(script(*MODULES), "utf-8")
    subprocess.run(["node", "--check", str(tmp_path / "frame.mjs")], check=True)


def test_its_classes_are_not_the_stages():
    """Styles of all components hold on the whole page."""
    mine = set(re.findall(r"\.(rv-frame[\w-]*)", (FOLDER / "frame.css").read_text("utf-8")))
    stages = set(re.findall(r"\.(rv-[\w-]+)", styles()))
    assert not mine & stages
