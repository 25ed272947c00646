"""Under a Streamlit without one of the names that we need, the start ends in one sentence."""

import re
import subprocess
import sys

import pytest

QUEUE = "streamlit.runtime.scriptrunner_utils.script_requests"


@pytest.mark.parametrize(
    ("without", "told"),
    [
        (
            "import streamlit.runtime.scriptrunner as it; del it.RerunData",
            r"RerunData|streamlit\.runtime\.scriptrunner",
        ),  # before Python 3.12 the latter
        (f"import {QUEUE} as it; del it.ScriptRequests._request_rerun_locked", "_request_rerun_locked"),
    ],
)
def test_a_missing_name_ends_the_start_in_one_sentence(without, told):
    start = [sys.executable, "-c", f"{without}; from rnnviz.ui.server.app import app_options"]
    ended = subprocess.run(start, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    (sentence,) = ended.stderr.splitlines()
    assert sentence.startswith("rnnviz needs “")
    assert re.search(told, sentence)
