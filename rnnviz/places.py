"""Where the files are that stand at the top of a checkout: app.py, Streamlit's options, the sample data."""

from pathlib import Path

PACKAGE = Path(__file__).parent
CARRIED = PACKAGE / "top"  # an installed wheel carries them here: force-include in pyproject.toml
TOP = CARRIED if CARRIED.is_dir() else PACKAGE.parent
