"""The network: weights, cells, heads, and the two passes through time."""
