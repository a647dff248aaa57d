"""From a text to a tree of cited units, by a profile; total: nothing is dropped or refused.

What a file was is of `reading`, what kind of document it is of `recognising`.
Face: `parse.load_document`, `parse.parse`.
"""
