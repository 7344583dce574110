"""From the letters of a text to its statements: numbers, words, clauses, subjects, periods."""
