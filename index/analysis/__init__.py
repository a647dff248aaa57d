"""From text to terms: tokens, roots, spelling, the vocabulary.

It knows no question and no document.
Face: `tokens.Analyzer`, `lexicon.load_lexicon`.
"""
