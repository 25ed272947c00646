"""The gradient taken apart: through time, weight by weight, and why it vanishes or explodes."""
