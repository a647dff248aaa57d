"""What people did: the office's own database, migrated and never rebuilt, a module for each kind of thing.

What documents say is of `generation`.
Face: `office.Office`; a new table is a step in its `MIGRATIONS`.
"""
