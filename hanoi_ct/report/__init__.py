"""The monthly report: a document built from published figures, ready to be rendered."""

from hanoi_ct.report.builder import available_periods, build_report

__all__ = ["available_periods", "build_report"]
