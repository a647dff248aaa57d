"""What a document is: read, repaired, parsed into a tree of cited units."""
