"""What a question says: words, references, names of laws, intents, parts."""
