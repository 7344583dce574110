"""What a check of printed numbers may find."""

from typing import Literal

Verdict = Literal["consistent", "impossible", "undecidable"]
