"""From text to terms: tokens, roots, spelling, the vocabulary."""
