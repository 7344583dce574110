"""Index numbers: elementary, up a tree, chained, linked and spliced."""
