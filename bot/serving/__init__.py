"""The bot that runs: assembling, updates, delivery."""
