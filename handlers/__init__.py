"""The conversation: thin callbacks, and the one renderer."""
