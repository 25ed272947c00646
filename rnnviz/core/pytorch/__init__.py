"""Weights to and from PyTorch: a module's state_dict in a safetensors file."""
