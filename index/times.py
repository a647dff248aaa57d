"""Times as people read them: of the zone that this machine is set to, in words, with the zone's name."""

from __future__ import annotations

from datetime import UTC, date, datetime

from index.knowledge import term


def moment(time: str, language: str, *, zone: bool = True) -> str:
    """An ISO time: "22 November 2026 19.38 WIB"; what is none as it is."""
    try:
        here = datetime.fromisoformat(time).astimezone()
    except ValueError:
        return time
    shown = term(language, "moment", day=_day(here.date(), language), hour=f"{here:%H}", minute=f"{here:%M}")
    return f"{shown} {here.tzname()}" if zone else shown


def day(told: str, language: str) -> str:
    """An ISO date: "22 November 2026"; what is none as it is."""
    try:
        return _day(date.fromisoformat(told), language)
    except ValueError:
        return told


def zone_name() -> str:
    """What the zone is called that this machine is set to, at this time of the year: "WIB"."""
    return datetime.now(UTC).astimezone().tzname() or "UTC"


def _day(told: date, language: str) -> str:
    month = term(language, "months").split()[told.month - 1]
    return term(language, "day", day=told.day, month=month, year=told.year)
