"""What people did: the office's own database, never rebuilt."""
