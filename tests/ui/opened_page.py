"""The page as a link opens it, without a browser."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

import rnnviz.ui

MAIN = Path(rnnviz.ui.__file__).with_name("main.py")


def visit(**parameters):
    """The page as the link with these parameters opens it."""
    page = AppTest.from_file(MAIN, default_timeout=60)
    for name, value in parameters.items():
        page.query_params[name] = value
    return looked_at(page.run())


def looked_at(page):
    assert not page.exception
    return page


def press(page, label):
    (button,) = [button for button in page.button if button.label == label]
    return looked_at(button.click().run())
