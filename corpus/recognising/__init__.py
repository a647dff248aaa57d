"""What a document is: the profile that reads it best, and the entry that it states of itself.

A kind of document is a profile in YAML, no code.
Face: `recognise.recognise`, `describe`.
"""
