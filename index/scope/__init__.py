"""Of whom a question asks: the document or unit it names, the home office, the question before, what a chat has set.

It chooses no clause.
Face: `whose`, `limit_scope`, `earlier`, `setting`.
"""
