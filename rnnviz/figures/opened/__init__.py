"""The opened cell: one step as the graph of its equations, values forward, gradients backward."""

from rnnviz.figures.opened.flows import Flows, cell_flows, evaluate
from rnnviz.figures.opened.graph import Graph, Piece, cell_graph

__all__ = ["Flows", "Graph", "Piece", "cell_flows", "cell_graph", "evaluate"]
