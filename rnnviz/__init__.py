"""rnnviz: see a recurrent neural network think and learn, every number real."""

from rnnviz.core.diagnosis import Diagnosis, diagnose
from rnnviz.core.nn.cells import CELLS
from rnnviz.core.optimizers import OPTIMIZERS
from rnnviz.core.presets import PRESETS
from rnnviz.core.pytorch.weight_file import load_weights, save_weights
from rnnviz.core.run import Run, simulate
from rnnviz.core.scenario.scenario import Scenario
from rnnviz.core.train.training import Training, train
from rnnviz.core.verify.gradient_check import GradientCheck, check_gradients
from rnnviz.handouts import to_csv, to_html, to_print, to_script
from rnnviz.lessons import LESSONS

__all__ = [
    "CELLS",
    "LESSONS",
    "OPTIMIZERS",
    "PRESETS",
    "Diagnosis",
    "GradientCheck",
    "Run",
    "Scenario",
    "Training",
    "check_gradients",
    "diagnose",
    "load_weights",
    "save_weights",
    "simulate",
    "to_csv",
    "to_html",
    "to_print",
    "to_script",
    "train",
]
