"""The arithmetic of one step, or of one update, line by line."""
