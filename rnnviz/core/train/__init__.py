"""Training: batches, clipped gradients, updates, and the weights after every epoch."""
