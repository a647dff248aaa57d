"""What is kept of documents to be asked: units, postings, facts, and how they are built."""
