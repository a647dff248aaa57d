"""Questions in the chat and their answers: what is asked, kept, followed up, and what the buttons beneath do.

What the answer is, is of index; how it looks of `rendering`.
Face: `ask.ask`, `conversation.consult` and `recalled`.
"""
