"""One place, one memory, one way to send."""
