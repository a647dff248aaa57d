"""A program that plays tesseract's part: it keeps what it is given, and tells the words that a test gives it."""

PLAYED = """\
#!{python}
import pathlib, sys, time
here = pathlib.Path(__file__).parent
if "--list-langs" in sys.argv:
    print("List of available languages (2):\\n{languages}")
    sys.exit()
picture = sys.stdin.buffer.read()
calls = here / "calls"
calls.write_text((calls.read_text() if calls.exists() else "") + " ".join(sys.argv[1:]) + "\\n")
page = calls.read_text().count("\\n")
(here / f"{{page}}.pgm").write_bytes(picture)
{acts}
"""
HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
