"""What thirty students on one link ask for is computed once. Everything kept here is made of a Scenario alone."""

from functools import lru_cache

from rnnviz.core.run import Run, simulate
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.figures import VIEWS, Look


@lru_cache(maxsize=64)
def run_of(scenario: Scenario, example: int) -> Run:
    """The Run of ``scenario`` with one example, from 0, in view."""
    return simulate(scenario).example(example)


@lru_cache(maxsize=64)
def figures_of(scenario: Scenario, example: int, view: str, look: Look, _language: str) -> dict[str, str]:
    """Every figure of a view as Plotly's JSON, in the language in use."""
    return draw(run_of(scenario, example), view, look)


def draw(run: Run, view: str, look: Look) -> dict[str, str]:
    """Every figure of ``run`` that the view has and that has something to show, as Plotly's JSON."""
    drawn = {name: figure(run, look) for name, figure in VIEWS.get(view, VIEWS["step"]).items()}
    return {name: str(picture.to_json()) for name, picture in drawn.items() if picture}
