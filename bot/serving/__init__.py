"""The bot that runs: assembled, connected by polling or a webhook, which handler takes which update, what fails.

What is said in the chat is of handlers.
Face: `app.run`; a new command or button gets its row in `routes`.
"""
