"""What is kept of documents to be asked: units, postings, facts, and how they are built.

Read-only once built; which one answers is of `publishing`.
Face: `build.build`, `store.Store`.
"""
