"""From indicators to statements: figures with intervals, verdicts, wording in vi and en."""
