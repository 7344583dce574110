"""Commands of ``hanoi-ct``, a module each: ``add`` tells the parser, ``run`` does the work."""
