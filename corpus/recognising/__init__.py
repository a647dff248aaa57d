"""What a document is: its profile, and the entry that it states of itself."""
