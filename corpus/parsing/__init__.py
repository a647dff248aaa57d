"""From a text to a tree of cited units, by a profile; total: nothing is dropped or refused."""
