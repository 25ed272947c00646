"""The arithmetic: a Scenario becomes a Run. NumPy and pydantic only."""
