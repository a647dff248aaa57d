"""Of whom a question asks: the document or unit that it names, the home office, the question before.

It chooses no clause.
Face: `whose`, `limit_scope`, `earlier`.
"""
