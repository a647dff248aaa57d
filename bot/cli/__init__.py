"""The commands of the command line, a function each in `commands`; `add_document` is what `add` does.

What a command prints is made by index and handlers; how it is called is in `bot/__main__.py`.
Face: `commands`.
"""
