"""Check my work: somebody's own numbers against a run, and the mistake that explains what differs."""

from rnnviz.core.diagnosis.diagnosis import Diagnosis, diagnose

__all__ = ["Diagnosis", "diagnose"]
