"""Of whom a question asks: the document or unit that it names, the home office, the question before.

It chooses no clause.
Face: `named`, `home_office`, `limit_scope`, `earlier`.
"""
