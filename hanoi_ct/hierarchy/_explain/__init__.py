"""What moved an index: factors, decompositions and changes over links."""
