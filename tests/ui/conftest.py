"""Every test of the page begins in English."""

import pytest

from rnnviz.i18n import use_language


@pytest.fixture(autouse=True)
def english_afterwards():
    yield
    use_language("en")
