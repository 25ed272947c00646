"""Proof that the numbers are right: central differences, identities, and numbers that PyTorch computed."""
