"""Checks of tables before anything is computed from them; each fault says how to mend it."""

from hanoi_ct.tables._checks.all import KINDS, check_tables

__all__ = ["KINDS", "check_tables"]
