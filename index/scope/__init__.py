"""Of whom a question asks: document, unit, home office, the question before."""
