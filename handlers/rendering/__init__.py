"""Answers, views, charts and records as text, pictures and papers; nothing here knows Telegram."""
