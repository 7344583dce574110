"""The values on a tree: weights, means, indexes and contributions."""
