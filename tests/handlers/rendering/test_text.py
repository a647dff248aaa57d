"""What a person sees of an answer is the same in the terminal and in the chat, whatever the text, and Telegram
takes every message of it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest
from answers import HEADLINE, LABEL, QUOTE, answer, citation
from botapi.markup import parse, units
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.rendering import markup
from handlers.rendering.text import pages, plain
from handlers.wording import wording
from index.answer import Answer

LIMIT = 4096
BARE = Answer(question="q", language="id", answered=False, headline="Tidak ada di dokumen.")

LAYOUT = [
    pytest.param(
        answer(),
        f"<b>{HEADLINE}</b>\n\n<blockquote>{QUOTE[:74]}<b>{QUOTE[74:84]}</b>{QUOTE[84:]}</blockquote>\n"
        f"<i>{LABEL}</i>\n\nJuga di: fungsi bidang angka 18",
        id="an-answer",
    ),
    pytest.param(
        replace(BARE, notes=("“domian” saya baca “domain”.",), suggestions=("Apa itu TIK?", "Berapa seksi?")),
        "<b>Tidak ada di dokumen.</b>\n\n“domian” saya baca “domain”.\n\n"
        "Coba tanyakan:\n• Apa itu TIK?\n• Berapa seksi?",
        id="no-answer",
    ),
    pytest.param(
        replace(BARE, also=("Juga di: a", "Menurut b: c"), language="en", suggestions=("Who?",)),
        "<b>Tidak ada di dokumen.</b>\n\nJuga di: a\nMenurut b: c\n\nTry asking:\n• Who?",
        id="lines-and-english-frame",
    ),
    pytest.param(
        replace(BARE, citations=(citation("x"), *(citation("y", f"Pasal {n}") for n in (1, 1, 2, 3, 4, 5, 6, 7)))),
        "<b>Tidak ada di dokumen.</b>\n\n<blockquote>x</blockquote>\n"
        f"<i>{LABEL}</i>\n\nRujukan lain:\n• Pasal 1\n• Pasal 2\n• Pasal 3\n• Pasal 4\n• Pasal 5\n• dan 2 lainnya",
        id="further-citations-by-label",
    ),
    pytest.param(
        replace(BARE, table=(("Tipe", "Bidang"), ("A", "4"), ("B", "3"))),
        "<b>Tidak ada di dokumen.</b>\n\n<pre>Tipe  Bidang\nA     4\nB     3</pre>",
        id="narrow-table",
    ),
    pytest.param(
        replace(BARE, table=(("Tipe", "Nama"), ("A", "Bidang Pengelolaan Informasi Publik"), ("B", "x"))),
        "<b>Tidak ada di dokumen.</b>\n\nA\nNama: Bidang Pengelolaan Informasi Publik\n\nB\nNama: x",
        id="wide-table",
    ),
    pytest.param(
        replace(BARE, headline="a < b & c > d", citations=(citation("<b>&amp;</b>"),)),
        f"<b>a &lt; b &amp; c &gt; d</b>\n\n<blockquote>&lt;b&gt;&amp;amp;&lt;/b&gt;</blockquote>\n<i>{LABEL}</i>",
        id="escaped",
    ),
    pytest.param(replace(BARE, headline=" \u200b"), wording("id").nothing, id="nothing-to-show"),
]


@pytest.mark.parametrize(("given_answer", "expected"), LAYOUT)
def test_layout(given_answer: Answer, expected: str) -> None:
    assert [marked for marked, _ in pages(given_answer)] == [expected]
    assert plain(given_answer) == parse(expected)


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        pytest.param(((0, 4),), "<b>nama</b> domain", id="one"),
        pytest.param(((5, 11), (0, 4)), "<b>nama</b> <b>domain</b>", id="unordered"),
        pytest.param(((0, 6), (3, 11)), "<b>nama d</b><b>omain</b>", id="overlapping"),
        pytest.param(((5, 99), (-3, 1)), "<b>n</b>ama <b>domain</b>", id="overshooting"),
        pytest.param(((3, 3), (7, 2)), "nama domain", id="empty"),
    ],
)
def test_marks(marks: tuple[tuple[int, int], ...], expected: str) -> None:
    ((message, _),) = pages(replace(BARE, citations=(citation("nama domain", marks=marks),)))
    assert f"<blockquote>{expected}</blockquote>" in message


def test_a_long_quote_opens_by_a_tap() -> None:
    short, long = (pages(replace(BARE, citations=(citation("kata " * n),)))[0][0] for n in (79, 81))
    assert "<blockquote>" in short
    assert "<blockquote expandable>" in long


def test_a_message_breaks_between_paragraphs_before_it_breaks_in_one() -> None:
    parts = [bare for _, bare in pages(replace(BARE, also=(), notes=("a" * 3000, "b" * 3000, "c" * 1000)))]
    assert [part.replace("\n\n", "|") for part in parts] == [
        "Tidak ada di dokumen.|" + "a" * 3000,
        "b" * 3000 + "|" + "c" * 1000,
    ]


def test_a_quote_stays_with_its_citation() -> None:
    parts = [bare for _, bare in pages(replace(BARE, notes=("a" * 3500,), citations=(citation("kata " * 200),)))]
    assert len(parts) == 2
    assert parts[1].startswith("kata")
    assert parts[1].endswith(LABEL)


def test_an_over_long_quote_begins_at_once_and_is_cut_at_spaces() -> None:
    parts = [bare for _, bare in pages(replace(BARE, citations=(citation("kata " * 2000),)))]
    assert [part.split()[-1] for part in parts[:-1]] == ["kata"] * (len(parts) - 1)
    assert parts[0].startswith("Tidak ada")
    assert all(len(part) > LIMIT - 10 for part in parts[:-1])


text = st.text(max_size=60) | st.text(alphabet="<>&;\"' /bqa\n😀\u200b\ud800\x00", max_size=40)
long = st.builds(lambda piece, times: piece * times, text, st.integers(0, 300))
lines = st.lists(text, max_size=4).map(tuple)
answers = st.builds(
    Answer,
    question=text,
    language=st.sampled_from(["id", "en", "xx", ""]),
    answered=st.booleans(),
    headline=text | long,
    notes=lines,
    citations=st.lists(
        st.builds(
            citation,
            quote=long,
            label=text | long,
            marks=st.lists(st.tuples(st.integers(-5, 9000), st.integers(-5, 9000)), max_size=5).map(tuple),
        ),
        max_size=3,
    ).map(tuple),
    also=lines,
    table=st.lists(st.lists(text, max_size=3).map(tuple), max_size=3).map(tuple),
    suggestions=lines,
)


def squeezed(value: str) -> str:
    return "".join(value.split())


@settings(max_examples=150, deadline=None, derandomize=True)
@given(answers)
def test_any_text_survives_in_messages_that_telegram_takes(given_answer: Answer) -> None:
    messages = [marked for marked, _ in pages(given_answer)]
    shown = [parse(message) for message in messages]
    assert shown
    assert all(markup.visible(message) for message in shown)
    assert all(units(message) <= LIMIT for message in shown)
    assert shown == [bare for _, bare in pages(given_answer)]
    assert squeezed("".join(shown)) == squeezed(plain(given_answer))


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(text.filter(markup.visible) | long.filter(markup.visible), min_size=1), st.integers(8, 200))
def test_no_limit_loses_a_character(pieces: list[str], limit: int) -> None:
    blocks = [markup.block(piece) for piece in pieces]
    parts = markup.messages(blocks, limit)
    assert all(0 < markup.units(markup.join(part)) <= limit for part in parts)
    seen = "".join(markup.join(part) for part in parts)
    visible: Any = lambda value: "".join(char for char in value if markup.visible(char))  # noqa: E731
    assert visible(seen) == visible(markup.join(blocks))


def test_the_terminal_needs_no_telegram() -> None:
    check = "import sys, bot.config, handlers.rendering.text; sys.exit('telegram' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0


def test_what_a_chat_cannot_show_keeps_its_place() -> None:
    assert markup.clean("a\x00b\rc\ud800d\te\nf") == "a b c\ufffdd\te\nf"
