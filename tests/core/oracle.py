"""PyTorch, which the numbers here are compared with. Without it these comparisons are skipped, and say so."""

import pytest

HOW = 'not compared with PyTorch anew: python -m pip install -e ".[test,oracle]" brings it'

torch = pytest.importorskip("torch", reason=HOW)
