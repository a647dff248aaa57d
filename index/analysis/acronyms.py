"""Acronyms of syllables, as offices call their units and matters: "kesmavet" of Kesehatan Masyarakat Veteriner."""

from collections.abc import Callable, Sequence

SHORTEST = 5  # letters of an acronym of syllables
START, END = 2, 3  # letters at least that stand for a word: of its beginning ("kes"), of its end ("wan" of "hewan")
Forms = Sequence[tuple[str, ...]]  # of each word the ways in which it may be cut: itself, its root


class Acronyms:
    """The names of a corpus, found by their acronyms."""

    def __init__(self, names: Sequence[Sequence[str]], root: Callable[[str], str]) -> None:
        forms = {word: (word, root(word)) for name in names for word in name}
        self._runs = {
            tuple(name[at:]): [forms[word] for word in name[at:]] for name in names for at in range(len(name))
        }

    def name(self, word: str) -> str:
        """The words, of two names alike the shorter ones, of which an unknown word is the acronym; "" for none."""
        ends = ((words, _spelt(word, forms)) for words, forms in self._runs.items() if len(word) >= SHORTEST)
        found = (" ".join(words[:end]) for words, end in ends if end > 1)
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
