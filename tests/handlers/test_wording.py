"""Every sentence of the chat is there in both languages, with the same placeholders; a gap is found at start."""

from __future__ import annotations

import string
from dataclasses import asdict, fields
from pathlib import Path

import pytest
import yaml

from corpus.errors import ConfigError
from handlers.wording import Wording, languages, load_messages, wording

PLACEHOLDERS = {
    "own_id": {"id"},
    "more": {"count"},
    "help": {"views"},
    "too_fast": {"seconds"},
    "settings": {"language", "office"},
    "settings_one_type": {"name"},
    "privacy": {"days"},
    "forget_done": {"count"},
    "status": {"built", "documents", "questions", "good", "bad"},
    "publishing_busy": {"seconds", "who"},
    "publishing_failed": {"reason"},
    "publishing_later": {"reason"},
    "status_lost": {"documents"},
    "published": {"change", "count", "documents"},
    "reindexed": {"count", "documents"},
    "action_names": {"short", "state"},
    "help_admin": {"commands"},
    "cancelled_draft": {"what"},
    "still_waiting": {"what"},
    "waiting_value": {"field", "name"},
    "waiting_meaning": {"word"},
    "change_back": {"number"},
    "change_units": {"change", "units"},
    "changed_since": {"by"},
    "proposal": {"after", "before", "change"},
    "proposal_gone": {"count", "documents"},
    "proposal_back": {"count", "documents"},
    "proposal_other": {"count", "documents"},
    "rollback_first": {"documents"},
    "synonym_unknown": {"word"},
    "draft_now": {"former", "name"},
    "ask_level": {"field"},
    "ask_profile": {"field"},
    "rollback": {"states", "zone"},
    "rollback_to": {"number"},
    "statistics": {"bad", "days", "good", "median", "topics", "zone"},
    "statistics_day": {"answered", "count", "day", "refused"},
    "backup_file": {"word"},
    "backup_large": {"command", "size"},
    "unanswered": {"questions"},
    "unanswered_line": {"bad", "none", "question"},
    "unanswered_teach": {"number"},
    "unanswered_dismiss": {"number"},
    "unanswered_reasons": {"reasons"},
    "unanswered_answered": {"count"},
    "retry_answered": {"headline", "cite"},
    "teach_which": {"question"},
    "teach_nothing": {"question"},
    "teach_meaning": {"word"},
    "managed_by": {"change", "who"},
    "synonyms": {"command", "synonyms"},
    "effect": {"asked"},
    "recognising": {"page", "pages"},
    "file_refused": {"reason"},
    "file_kinds": {"kinds"},
    "file_large": {"size"},
    "drafts_waiting": {"count", "names"},
    "draft_known": {"name", "profile", "sure"},
    "publishing_worse": {"asked", "count", "margin", "questions"},
    "publishing_untested": {"reason"},
    "effect_unread": {"reason"},
    "publish_anyway": {"count"},
    "ask_for": {"field"},
    "ask_office": {"field"},
    "value_long": {"count", "field", "most"},
    "value_empty": {"field"},
    "preview": {"formal", "id", "level", "office", "profile", "region", "short", "sure", "units"},
    "preview_replaces": {"short"},
    "preview_status_kept": {"status"},
    "preview_status_lost": {"status"},
    "preview_replaced_by": {"by"},
    "preview_value": {"field", "new", "old"},
    "preview_changes": {"added", "changed", "removed"},
    "preview_worse": {"count", "margin"},
    "preview_doubts": {"count"},
    "preview_line": {"line", "message"},
    "managed": {"documents", "where"},
    "preview_such": {"text"},
    "preview_page": {"line", "message", "page"},
    "preview_at": {"page"},
    "preview_scan": {"pages"},
    "preview_unsure": {"words"},
    "managed_one": {"short", "formal", "state", "history", "zone"},
    "managed_checked": {"by", "on", "state"},
    "meeting_began": {"title"},
    "meeting_running": {"title", "count"},
    "meeting_file": {"title", "count"},
}
NAMES = [field.name for field in fields(Wording)]


def placeholders(sentence: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_there_are_two_languages_the_default_first() -> None:
    assert languages() == ("id", "en")


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_have_the_same_placeholders(name: str) -> None:
    indonesian, english = (str(getattr(wording(code), name)) for code in ("id", "en"))
    assert placeholders(indonesian) == placeholders(english) == PLACEHOLDERS.get(name, set())
    assert indonesian != english


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_sentence_fits_a_message_and_stands_without_blanks_around(language: str, name: str) -> None:
    sentence = str(getattr(wording(language), name))
    assert sentence == sentence.strip()
    assert 0 < len(sentence) <= 1000


@pytest.mark.parametrize(
    ("code", "language"),
    [("id", "id"), ("en", "en"), ("en-US", "en"), ("EN", "en"), ("jv", "id"), ("", "id"), (None, "id")],
)
def test_a_language_code_finds_its_wording(code: str | None, language: str) -> None:
    assert wording(code) == load_messages()[language]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        pytest.param({"start": None}, "id.start: must be text", id="no-text"),
        pytest.param({"start": 5}, "id.start: must be text", id="a-number"),
        pytest.param({"greeting": "Halo"}, "id.greeting: isn't used", id="unused"),
    ],
)
def test_a_wrong_sentence_is_an_error(tmp_path: Path, change: dict[str, object], complaint: str) -> None:
    file = tmp_path / "messages.yaml"
    file.write_text(yaml.safe_dump({"id": asdict(wording("id")) | change}), encoding="utf-8")
    with pytest.raises(ConfigError, match=complaint):
        load_messages(file)


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_sentence_is_an_error(tmp_path: Path, name: str) -> None:
    file = tmp_path / "messages.yaml"
    file.write_text(
        yaml.safe_dump({"id": {key: value for key, value in asdict(wording("id")).items() if key != name}}),
        encoding="utf-8",
    )
    with pytest.raises(ConfigError, match=f"id.{name}: is missing"):
        load_messages(file)


def test_a_missing_default_language_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "messages.yaml"
    file.write_text(yaml.safe_dump({"en": asdict(wording("en"))}), encoding="utf-8")
    with pytest.raises(ConfigError, match="id: is missing"):
        load_messages(file)
