"""From a file to its text, with what was left out and its SHA-256; in a process with limits where it may harm.

What a text means is no matter here.
Face: `read.read`; another format is a module here and a line in its `KINDS`.
"""
