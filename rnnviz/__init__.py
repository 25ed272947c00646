"""rnnviz: see a recurrent neural network think and learn, every number real."""

from rnnviz.core.checks import GradientCheck, check_gradients
from rnnviz.core.presets import PRESETS
from rnnviz.core.run import Run, simulate
from rnnviz.core.scenario import Scenario

__all__ = ["PRESETS", "GradientCheck", "Run", "Scenario", "check_gradients", "simulate"]
