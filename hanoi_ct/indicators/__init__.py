"""The department's subject matter: production, exports, zones, projects, targets.

Each module looks figures up in the tables and computes from them by the measures of the core;
none of them knows a word of the report.
"""
