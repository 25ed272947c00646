"""What the tests of the core share: how hypothesis searches, and how a refusal is read."""

import pytest
from hypothesis import settings
from pydantic import ValidationError

from rnnviz.core.scenario.messages import problems
from rnnviz.core.scenario.scenario import Scenario

settings.register_profile("core", settings(), deadline=None, max_examples=100)
settings.load_profile("core")


@pytest.fixture
def complaint():
    """Build a Scenario that must be refused, and hand back the one sentence that says why."""

    def refuse(**choices):
        with pytest.raises(ValidationError) as refusal:
            Scenario(**choices)
        (text,) = problems(refusal.value)
        return text

    return refuse
