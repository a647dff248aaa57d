"""What chats have set: the language of answers, and the level and type of office that their questions are about."""

from __future__ import annotations

from index.office import Office
from index.query import Preference


class Preferences:
    """The settings of chats, by a keyed hash of the chat."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def get(self, place: str) -> Preference:
        """A chat's settings; the defaults where it has set nothing."""
        with self._office.reading() as database:
            query = "SELECT language, level, type FROM preferences WHERE place = ?"
            row = database.execute(query, [self._office.hidden(place)]).fetchone()
        return Preference(language=row[0], level=row[1], type=row[2]) if row else Preference()

    def put(self, place: str, preference: Preference) -> None:
        """Keep a chat's settings; the defaults are not kept."""
        with self._office.writing() as database:
            hidden = self._office.hidden(place)
            database.execute("DELETE FROM preferences WHERE place = ?", [hidden])
            if preference != Preference():
                values = [hidden, preference.language, preference.level, preference.type]
                database.execute("INSERT INTO preferences (place, language, level, type) VALUES (?, ?, ?, ?)", values)
