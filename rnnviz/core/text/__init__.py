"""Text and LaTeX: how numbers are read from what people type, and written for them to read."""
