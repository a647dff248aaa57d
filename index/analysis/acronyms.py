"""Acronyms of syllables, as offices call their units and matters: "kesmavet" of Kesehatan Masyarakat Veteriner."""

from collections.abc import Callable, Sequence

SHORTEST = 5  # letters of an acronym of syllables
START, END = 2, 3  # letters at least that stand for a word: of its beginning ("kes"), of its end ("wan" of "hewan")
Forms = Sequence[tuple[str, ...]]  # of each word the ways in which it may be cut: itself, its root


class Acronyms:
    """The names of a corpus, found by their acronyms."""

    def __init__(self, names: Sequence[Sequence[str]], root: Callable[[str], str]) -> None:
        self._runs: dict[str, dict[tuple[str, ...], Forms]] = {}  # by the two letters that a piece may begin with
        for run in {tuple(name[at:]) for name in names for at in range(len(name) - 1)}:
            forms = [(word, root(word)) for word in run]
            for letters in {form[at : at + START] for form in forms[0] for at in range(len(form) - START)}:
                self._runs.setdefault(letters, {})[run] = forms

    def name(self, word: str) -> str:
        """The words, of two names alike the shorter ones, of which an unknown word is the acronym; "" for none."""
        runs = self._runs.get(word[:START], {}) if len(word) >= SHORTEST else {}
        found = (" ".join(words[:end]) for words, forms in runs.items() if (end := _spelt(word, forms)) > 1)
        return min(found, key=lambda name: (len(name), name), default="")


def _spelt(letters: str, forms: Forms) -> int:
    """How many of these words the letters are of, each by its beginning or its end; 0 where they aren't."""
    if not letters or not forms:
        return 0
    for size in range(len(letters), START - 1, -1):
        piece, rest = letters[:size], letters[size:]
        if any(form.startswith(piece) or (size >= END and form.endswith(piece)) for form in forms[0]):
            more = _spelt(rest, forms[1:])
            if more or not rest:
                return 1 + more
    return 0
