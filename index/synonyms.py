"""Where synonyms that admins teach are kept."""

from __future__ import annotations

import json

from index.office import Office, now
from index.taught import Synonym


class Synonyms:
    """The synonyms of an office."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def all(self) -> tuple[Synonym, ...]:
        """All that are taught, in alphabetical order."""
        with self._office.writing() as database:
            rows = database.execute("SELECT word, meaning FROM synonyms ORDER BY word").fetchall()
        return tuple(Synonym(word=word, meaning=meaning) for word, meaning in rows)

    def teach(self, synonym: Synonym, who: str) -> None:
        """Keep a synonym, over what its word meant before."""
        self._put(synonym.word, synonym.meaning, who)

    def forget(self, word: str, who: str) -> bool:
        """Drop a synonym; False where there is none."""
        known = any(row.word == word for row in self.all())
        if known:
            self._put(word, "", who)
        return known

    def _put(self, word: str, meaning: str, who: str) -> None:
        with self._office.writing() as database:
            before = database.execute("SELECT meaning FROM synonyms WHERE word = ?", [word]).fetchone()
            database.execute("DELETE FROM synonyms WHERE word = ?", [word])
            if meaning:
                database.execute("INSERT INTO synonyms VALUES (?, ?, ?, ?)", [word, meaning, who, now()])
            told = [json.dumps(value, ensure_ascii=False) for value in (before[0] if before else None, meaning or None)]
            database.execute(
                "INSERT INTO audit (at, who, action, what, before, after) VALUES (?, ?, 'synonym', ?, ?, ?)",
                [now(), who, word, *told],
            )
