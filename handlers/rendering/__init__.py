"""Answers, views, charts and records as text, pictures and papers.

Nothing here knows Telegram or the chat.
Face: `text`, `picture`, `minutes`, `nota_dinas`; marks of a text are in `markup`.
"""
