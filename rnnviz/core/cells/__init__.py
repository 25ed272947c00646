"""The recurrent cells, a file each."""

from rnnviz.core.cells.elman import Elman

CELLS = {"elman": Elman}
