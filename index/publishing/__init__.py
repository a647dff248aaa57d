"""How another generation comes to answer: decisions, building aside, the pointer, the swap, the backup.

What a generation holds is of `generation`.
Face: `publisher.Publisher`, `library.Library`, `live.open_engine`.
"""
