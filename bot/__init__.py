"""The program: configuration, the command line, the Telegram application."""
