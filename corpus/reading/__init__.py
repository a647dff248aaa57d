"""From a file to its text, with what was left out and its SHA-256. What a text means is no matter here."""
