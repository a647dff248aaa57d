"""What a question says: words, references, names of laws, intents, parts.

What answers it and of whom it asks is not known yet.
Face: `reader.Reader`, which gives a `query.Query`.
"""
