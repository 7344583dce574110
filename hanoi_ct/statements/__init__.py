"""Statements of texts: read, put in relation, checked against each other."""

from hanoi_ct.statements._audit import Audit, audit
from hanoi_ct.statements.solving import Implied, Statements
from hanoi_ct.statements.table_audit import TableAudit, audit_table

__all__ = ["Audit", "Implied", "Statements", "TableAudit", "audit", "audit_table"]
