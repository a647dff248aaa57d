"""The wording of the chat: `messages.yaml`, typed, so that a missing sentence fails early, not in a chat.

The sentences of the chat, one field each, in one language.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from corpus.errors import ConfigError
from corpus.files import load_mapping

__all__ = ["Wording", "known_language", "languages", "load_messages", "wording"]

DEFAULT_LANGUAGE = "id"

_FILE = Path(__file__).with_name("messages.yaml")


def load_messages(path: Path = _FILE) -> dict[str, Wording]:
    """The wording by language ("id", "en").

    Raises `ConfigError` where a language lacks a sentence, has one that nothing uses or one that isn't text,
    or where the default language is missing.
    """
    messages = {language: _wording(path, language, entries) for language, entries in load_mapping(path).items()}
    if DEFAULT_LANGUAGE not in messages:
        raise ConfigError(f"{path}: {DEFAULT_LANGUAGE}: is missing; it is the language of last resort")
    return messages


def _wording(path: Path, language: str, entries: object) -> Wording:
    if not isinstance(entries, dict):
        raise ConfigError(f"{path}: {language}: must be a mapping, one sentence a key")
    known = {item.name for item in fields(Wording)}
    for key in sorted(known ^ entries.keys()):
        fault = "is missing; write it" if key in known else "isn't used; take it out"
        raise ConfigError(f"{path}: {language}.{key}: {fault}")
    for key, sentence in entries.items():
        if not isinstance(sentence, str) or not sentence.strip():
            raise ConfigError(f"{path}: {language}.{key}: must be text; put it in quotes")
    return Wording(**entries)


@cache
def _shipped() -> dict[str, Wording]:
    return load_messages()


def languages() -> tuple[str, ...]:
    """The languages that there is wording in, the default first."""
    return tuple(sorted(_shipped(), key=lambda language: (language != DEFAULT_LANGUAGE, language)))


def wording(language: str | None) -> Wording:
    """The wording in `language` (a code such as "id" or "en-GB"); in Indonesian where there is none."""
    return _shipped()[known_language(language)]


def known_language(language: str | None) -> str:
    """The language that there is wording in for a code such as "id" or "en-GB"; Indonesian where there is none."""
    code = (language or "").partition("-")[0].lower()
    return code if code in _shipped() else DEFAULT_LANGUAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """All sentences in one language, whose code is `language_code`; plain text, without markup.

    Placeholders stand in braces, the same in each language; `vote_reasons` has a choice a line.
    """

    language_code: str
    start: str
    help: str
    unreadable: str
    empty: str
    unknown_command: str
    not_allowed: str
    failed: str
    nothing: str
    suggestions: str
    citations: str
    more: str
    picture_cut: str
    chart_none: str
    chart_file: str
    meeting_menu: str
    meeting_end: str
    meeting_drop: str
    meeting_began: str
    meeting_running: str
    meeting_none: str
    meeting_empty: str
    meeting_dropped: str
    meeting_file: str
    command_start: str
    command_help: str
    view_gone: str
    file_gone: str
    answer_copy: str
    answer_whole: str
    answer_types: str
    answer_others: str
    answer_share: str
    answer_good: str
    answer_bad: str
    answer_back: str
    vote_why: str
    vote_thanks: str
    vote_reasons: str
    question_gone: str
    clause_gone: str
    too_fast: str
    settings: str
    settings_menu: str
    settings_auto: str
    settings_any: str
    settings_language: str
    settings_level: str
    settings_type: str
    settings_one_type: str
    language_name: str
    privacy: str
    privacy_menu: str
    forget_menu: str
    forget_ask: str
    forget_yes: str
    forget_no: str
    forget_done: str
    forget_kept: str
    forget_failed: str
    inline_ask: str
    inline_none: str
    inline_open: str
    status_menu: str
    status: str
    status_lost: str
    admins_only: str
    own_id: str
    private_only: str
    private_open: str
    publishing: str
    publishing_busy: str
    publish_again: str
    publishing_failed: str
    publishing_later: str
    publishing_worse: str
    publishing_untested: str
    publish_untested: str
    publish_anyway: str
    published: str
    reindexed: str
    reindex_menu: str
    rollback_menu: str
    rollback: str
    rollback_none: str
    rollback_to: str
    rollback_all: str
    action_names: str
    statistics_menu: str
    statistics: str
    statistics_day: str
    backup_menu: str
    backup_all: str
    backup_file: str
    backup_large: str
    unanswered_menu: str
    unanswered: str
    unanswered_line: str
    unanswered_teach: str
    unanswered_none: str
    unanswered_dismiss: str
    unanswered_dismissed: str
    unanswered_reasons: str
    unanswered_answered: str
    retry_answered: str
    retry_none: str
    retry_whole: str
    teach_which: str
    teach_nothing: str
    teach_meaning: str
    teach_unclear: str
    cancelled: str
    synonym_menu: str
    synonyms: str
    trying: str
    synonym_teach: str
    synonym_taught: str
    effect: str
    effect_unread: str
    effect_gained: str
    effect_lost: str
    effect_moved: str
    reading: str
    recognising: str
    previewing: str
    file_refused: str
    file_unknown: str
    file_kinds: str
    file_large: str
    draft_known: str
    draft_gone: str
    drafts_waiting: str
    draft_resume: str
    draft_discard: str
    draft_dropped: str
    draft_change: str
    draft_change_button: str
    draft_publish: str
    draft_cancel: str
    draft_changes: str
    draft_clauses: str
    draft_skip: str
    ask_for: str
    ask_office: str
    value_long: str
    value_empty: str
    field_names: str
    preview: str
    preview_new: str
    preview_replaces: str
    preview_status_kept: str
    preview_status_lost: str
    preview_replaced_by: str
    preview_value: str
    preview_changes: str
    preview_notes: str
    preview_worse: str
    preview_untested: str
    preview_doubts: str
    preview_line: str
    preview_such: str
    preview_page: str
    preview_at: str
    preview_scan: str
    preview_unsure: str
    note_names: str
    manage_menu: str
    manage_all: str
    managed: str
    managed_retired: str
    managed_one: str
    managed_by: str
    managed_checked: str
    managed_shell: str
    managed_yes: str
    managed_no: str
    managed_unknown: str
    managed_replaced: str
    managed_replaced_by: str
    managed_retire: str
    managed_restore: str
    help_admin: str
    start_admin: str
    cancel_menu: str
    cancel_none: str
    cancelled_draft: str
    still_waiting: str
    waiting_value: str
    waiting_meaning: str
    change_none: str
    change_back: str
    change_back_all: str
    change_units: str
    changed_since: str
    proposal: str
    proposal_gone: str
    proposal_back: str
    proposal_other: str
    sure_names: str
    rollback_first: str
    synonym_unknown: str
    draft_old: str
    draft_back: str
    draft_drop: str
    draft_now: str
    ask_level: str
    ask_profile: str
    level_unclear: str
    level_names: str
    upload_private: str
    managed_send: str

    @property
    def fields(self) -> dict[str, str]:
        """What each key of a document's entry is called."""
        return dict(line.split("=", 1) for line in self.field_names.splitlines())

    @property
    def notes(self) -> dict[str, str]:
        """What each kind of text is called that a document's reader leaves out."""
        return dict(line.split("=", 1) for line in self.note_names.splitlines())

    @property
    def actions(self) -> dict[str, str]:
        """What is called what that admins do to documents."""
        return dict(line.split("=", 1) for line in self.action_names.splitlines())

    @property
    def sure(self) -> dict[str, str]:
        """What the button says that makes a change, by what the change is."""
        return dict(line.split("=", 1) for line in self.sure_names.splitlines())

    def level_of(self, text: str) -> str:
        """The level that somebody writes, shortened or not ("Kab."); "" for what is none."""
        said = " ".join(text.lower().replace(".", " ").split())
        lines = (line.split("=", 1) for line in self.level_names.splitlines())
        return next((level for level, names in lines if said in (name.strip() for name in names.split(","))), "")

    @property
    def reasons(self) -> tuple[str, ...]:
        """What may be wrong with an answer, a choice each."""
        return tuple(self.vote_reasons.splitlines())
