"""Statements of texts: read, put in relation, checked against each other."""

from hanoi_ct.statements._audit import Audit, audit
from hanoi_ct.statements.solving import Implied, Statements
from hanoi_ct.statements.table_audit import TableAudit, audit_table

__all__ = ["Audit", "Implied", "Statements", "TableAudit", "audit", "audit_table"]

# Reprs and pickles name the public home, so that a move within the package changes neither.
for _name in __all__:
    if isinstance(globals()[_name], type):
        globals()[_name].__module__ = __name__
