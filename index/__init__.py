"""What can be asked: terms, the store, ranking, understanding a question, the answer."""
