"""One place, one memory, one way to send: who may speak, what handlers share, messages.

No command lives here.
Face: `talk.Said` and `Press`, `context.Desk`, `reply.Part`.
"""
