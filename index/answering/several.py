"""A message that asks several questions: its parts, and their answers as one, in order."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import dropwhile, islice

from index.analysis.lexicon import Intent, Lexicon
from index.answer import Answer
from index.query.query import Query

Ask = Callable[[str, Answer | None], Answer]  # of a question, and the answer that it may follow up
COMPARING = ("limit", "clause")  # who answers a comparison by itself
MOST, LONGEST = 8, 1000  # questions of a message, or things of a list, answered one by one; characters of a message
LISTED = 2  # things that a question names; more are a list
# Soft hyphens, marks of no width, and those of a direction, which may stand within a word.
_INVISIBLE = dict.fromkeys((0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF))
_OF_EACH = ("apa itu {}", "tugas {}", "{}", "siapa yang mengurus {}")  # what is asked of each of two things compared
_AGAINST = {"vs", "versus", "dibanding", "dibandingkan"}
_NUMBERED = re.compile(r"\(?\b\d{1,2}[.)]\s+(?=[^\W\d])")  # of a pasted list
_FIRST = re.compile(r"\s*\(?1[.)]\s")
_ENDS = re.compile(
    r"\?+\s+(?=\w)|[,;]\s*(?:(?:dan|terus|trus|trs|lalu|serta|and)\s+)?|\s+(?:dan|terus|trus|trs|lalu|and|&)\s+"
)


def each_answered(
    text: str, lexicon: Lexicon, ask: Ask, scope_of: Callable[[str], str], previous: Answer | None
) -> Answer:
    """The answer to a message: to both things that it compares, to each of its questions, or to it as one.

    `scope_of` gives the words of a text that name a level and a type: the first part has those of another one, too.
    """
    if sides := sides_of(text, lexicon):
        whole = ask(text, previous)
        return (None if whole.by in COMPARING else _compared(text, sides, ask)) or whole
    parts, answers = parts_of(text, lexicon), list[Answer]()
    if len(parts) == 1:
        whole = ask(text, previous)
        return _each_listed(whole, lexicon, ask) or whole
    if not scope_of(parts[0]):
        scope = next(filter(None, map(scope_of, parts[1:])), "")
        parts[0] = f"{parts[0].rstrip(' ,;')} {scope}".rstrip() if not parts[0].rstrip().endswith("?") else parts[0]
    for part in parts:
        answers.append(ask(part, answers[-1] if answers else previous))
    firsts = {answer.citations[0].id for answer in answers if answer.citations}
    apart = all(part.rstrip().endswith("?") for part in parts)  # then each is a question, whatever comes of it
    told = {answer.headline for answer in answers if answer.citations}  # "kapan ditetapkan dan siapa yang tanda tangan"
    if len(parts) in (len(firsts), len(told)) or (firsts and apart):
        return joined(_named(parts, answers))
    whole = ask(text, previous)  # what the first is about, a later part may leave out
    apart = len(firsts) == sum(bool(answer.citations) for answer in answers) and bool(answers[0].citations)
    return joined(_named(parts, answers)) if apart and not whole.answered else whole


def _named(parts: Sequence[str], answers: Sequence[Answer]) -> list[Answer]:
    """The answers, those that say no with the part of the message that they are of."""
    heads = [
        f"{_ENDS.sub('', part).strip(' ?')}: {answer.headline}" for part, answer in zip(parts, answers, strict=True)
    ]
    return [a if a.citations else replace(a, headline=head) for head, a in zip(heads, answers, strict=True)]


def _each_listed(whole: Answer, lexicon: Lexicon, ask: Ask) -> Answer | None:
    """Who does each thing of a list, "subdomain, hosting dan email siapa", and of two that no clause says together."""
    query, quote = whole.query, whole.citations[0].quote.lower() if whole.citations else ""
    items = list_of(query, lexicon) if query else []
    if query is None or not 1 < len(items) <= MOST:
        return None
    listed = len(items) > LISTED and "," in query.text[items[0][1] : items[-1][0]]
    listed = listed or "define" in query.intents or any(word.word in lexicon.each for word in query.words)
    if (not listed and whole.answered) or all(query.text[start:end].lower() in quote for start, end in items):
        return None
    before, behind = query.text[: items[0][0]], query.text[items[-1][1] :]
    named = [query.text[start:end] for start, end in items]
    answers = [ask(f"{before}{name}{behind}", None) for name in named]
    told = [replace(a, headline=f"{name}: {a.headline}", also=()) for name, a in zip(named, answers, strict=True)]
    firsts = {a.citations[0].id for a in told if a.citations}
    return joined(told) if firsts else None


def list_of(query: Query, lexicon: Lexicon) -> list[tuple[int, int]]:
    """Where in a question's text the things stand of which it asks who does them, or what they are."""
    if query.polar or not query.intents & {"who", "define"}:
        return []
    home = query.home if "define" in query.intents else frozenset[int]()  # "ASN dan dinas"
    about = [c for c in query.concepts if c.within(home) or not (c.light and (c.known or c.verbal))]
    about = list(dropwhile(lambda c: c.light or c.verbal, (c for c in about if not c.within(query.asking))))
    if not any(c.known for c in about):
        return []
    found: list[tuple[int, int]] = []
    for start, end in ((query.words[c.places[0]].start, query.words[c.places[1] - 1].end) for c in about):
        between = query.text[found[-1][1] : start] if found else ","
        if not between.strip():
            found[-1] = (found[-1][0], end)
        elif set(between.lower().replace(",", " ").split()) <= lexicon.joins:
            found.append((start, end))
        else:
            return []
    return found


def _compared(text: str, sides: Sequence[Sequence[str]], ask: Ask) -> Answer | None:
    """What documents say of two things, as one answer; None where they don't say it of both."""
    held: list[Answer] = []
    for names in sides:
        asked = (
            form.format(name) for name in names for form in ("apa itu {}", "tugas {}", "{}", "siapa yang mengurus {}")
        )
        held += islice((answer for answer in (ask(question, None) for question in asked) if answer.citations), 1)
    firsts = {answer.citations[0].id for answer in held}
    return joined(held) if len(firsts) == len(sides) else None


def parts_of(text: str, lexicon: Lexicon) -> list[str]:
    """The questions of a message, in order; the message itself where it is a single one.

    What asks nothing goes with the question behind it, or with the last one.
    """
    if len(text) > LONGEST:
        return [text]
    pieces, start = [], 0
    for end in [*(match.end() for match in _ENDS.finditer(text)), len(text)]:
        piece = text[start:end]
        whole = not text[:start].rstrip() or text[:start].rstrip().endswith("?")
        if _asks(piece, lexicon) or (whole and piece.rstrip().endswith("?")):
            pieces.append(piece)
            start = end
    if start < len(text) and pieces:
        pieces[-1] += text[start:]
    return pieces if 1 < len(pieces) <= MOST else [text]


def unnumbered(text: str) -> str:
    """A message without the numbers of a pasted list, "6. siapa ...", and the marks that nobody sees.

    Those of a list on one line, which begins with 1, part its items: "1. domain siapa 2. bandwidth siapa".
    """
    text = text if text.isascii() else text.translate(_INVISIBLE)
    listed = _FIRST.match(text)
    return _NUMBERED.sub(lambda match: "" if _begins(text, match.start()) else "; " if listed else match[0], text)


def _begins(text: str, at: int) -> bool:
    """Whether a place begins a message, a line or what stands behind a question or a colon."""
    before = text[:at].rstrip(" ")
    return not before or before[-1] in "\n?:;"


def _asks(piece: str, lexicon: Lexicon) -> bool:
    words = re.findall(r"\w+", piece.lower())
    spelt = {word for typed in words for word in lexicon.spelling.get(typed, typed).split()}
    return not (spelt.isdisjoint(lexicon.opening) and spelt.isdisjoint(lexicon.polar))


def sides_of(text: str, lexicon: Lexicon) -> list[list[str]]:
    """The two things that a text sets side by side, each as the names to try; none where it doesn't.

    The second may go on with the first one's words: "perangkat daerah provinsi sama kabupaten".
    """
    asking = {phrase for phrase in lexicon.intents.get("compare", Intent()).ask if " " not in phrase}
    if asking.isdisjoint(re.split(r"[\s,;.?]", text.lower())):
        return []
    piece = next(p for p in re.split(r"[,;.?]", text) if asking & set(p.lower().split()))
    typed = [lexicon.spelling.get(w.lower(), w) for w in re.findall(r"[\w/-]+", piece)]
    between = lexicon.companions | _AGAINST
    words = [w for w in typed if w.lower() in between or w.lower() not in asking | lexicon.opening | lexicon.particles]
    at = next((n for n, w in enumerate(words) if 0 < n < len(words) - 1 and w.lower() in between), 0)
    if not at:
        return []
    one, other = words[:at], words[at + 1 :]
    names = [" ".join(other), " ".join([*one[: -len(other)], *other])]
    return [[" ".join(one)], names if len(other) >= len(one) else names[::-1]]


def joined(answers: Sequence[Answer]) -> Answer:
    """Answers to the parts of a message as one, each with its first clause; at least one of them has an answer."""
    first = next(answer for answer in answers if answer.citations)
    heads = [answer.citations[0] for answer in answers if answer.citations]
    rest = [citation for answer in answers for citation in answer.citations[1:]]
    return replace(
        first,
        headline="\n".join(answer.headline for answer in answers),
        notes=tuple(dict.fromkeys(note for answer in answers for note in answer.notes)),
        citations=tuple({citation.id: citation for citation in (*heads, *rest)}.values()),
        also=tuple(line for answer in answers for line in answer.also),
        shown=len({citation.id for citation in heads}),
        others=(),
    )
