"""A run to take home: a NumPy script, a table, a page that needs no network, a sheet to print."""

from rnnviz.handouts.page_file import to_html
from rnnviz.handouts.printed import to_print
from rnnviz.handouts.script import to_script
from rnnviz.handouts.table import to_csv

__all__ = ["to_csv", "to_html", "to_print", "to_script"]
