"""The command `rnnviz`: `streamlit run app.py` from any folder, with the options of this project."""

import sys
from runpy import run_module

from rnnviz.places import TOP


def main() -> None:
    """Serve the page. What follows the command goes to Streamlit, such as ``--server.port 8080``."""
    sys.argv = ["streamlit", "run", str(TOP / "app.py"), *sys.argv[1:]]
    run_module("streamlit", run_name="__main__")
