"""Check my work: somebody's own numbers against a run, and the mistake that explains what differs."""

from rnnviz.core.diagnosis.diagnosis import Diagnosis, diagnose
from rnnviz.core.diagnosis.handed_in import read_handed_in

__all__ = ["Diagnosis", "diagnose", "read_handed_in"]
