"""``python -m hanoi_ct`` is the command ``hanoi-ct``."""

import sys

from hanoi_ct.cli import main

sys.exit(main())
