"""Taking in tables that others made: reading files, matching columns, cleaning values, telling what became of each row.

Everything here but the command is pure: no database. What to do with a cleaned row is the slices' own action.
"""
