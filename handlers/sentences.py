"""The sentences of the chat, each declared with its fields; their texts, a language each, are in `messages.yaml`."""

from __future__ import annotations

from typing import Protocol


class Sentences(Protocol):
    """All sentences in one language, whose code is `language_code`; plain text, without markup.

    One that has fields is a function of them, so that none is shown without. Of several lines are the choices of
    `vote_reasons`, and the names by what they name: "retire=...".
    """

    language_code: str
    start: str

    def help(self, *, views: str) -> str: ...

    unreadable: str
    empty: str
    unknown_command: str
    not_allowed: str
    failed: str
    nothing: str
    suggestions: str
    citations: str

    def more(self, *, count: int) -> str: ...

    picture_cut: str
    chart_none: str
    chart_file: str
    meeting_menu: str
    meeting_end: str
    meeting_drop: str

    def meeting_began(self, *, title: str) -> str: ...
    def meeting_running(self, *, title: str, count: int) -> str: ...

    meeting_none: str
    meeting_empty: str
    meeting_dropped: str

    def meeting_file(self, *, title: str, count: int) -> str: ...

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

    def too_fast(self, *, seconds: int) -> str: ...
    def settings(self, *, language: str, office: str) -> str: ...

    settings_menu: str
    settings_auto: str
    settings_any: str
    settings_language: str
    settings_level: str
    settings_type: str

    def settings_one_type(self, *, name: str) -> str: ...

    language_name: str

    def privacy(self, *, days: int) -> str: ...

    privacy_menu: str
    forget_menu: str
    forget_ask: str
    forget_yes: str
    forget_no: str

    def forget_done(self, *, count: int) -> str: ...

    forget_kept: str
    forget_failed: str
    inline_ask: str
    inline_none: str
    inline_open: str
    status_menu: str

    def status(self, *, built: str, documents: str, questions: int, good: int, bad: int) -> str: ...
    def status_lost(self, *, documents: str) -> str: ...

    admins_only: str

    def own_id(self, *, id: int) -> str: ...

    private_only: str
    private_open: str
    publishing: str

    def publishing_busy(self, *, who: str, seconds: int) -> str: ...

    publish_again: str

    def publishing_failed(self, *, reason: str) -> str: ...
    def publishing_later(self, *, reason: str) -> str: ...
    def publishing_worse(self, *, count: int, asked: int, margin: int, questions: str) -> str: ...
    def publishing_untested(self, *, reason: str) -> str: ...

    publish_untested: str

    def publish_anyway(self, *, count: int) -> str: ...
    def published(self, *, change: str, count: int, documents: int) -> str: ...
    def reindexed(self, *, count: int, documents: int) -> str: ...

    reindex_menu: str
    rollback_menu: str

    def rollback(self, *, zone: str, states: str) -> str: ...

    rollback_none: str

    def rollback_to(self, *, number: int) -> str: ...

    rollback_all: str

    def action_names(self, *, short: str, state: str) -> str: ...

    statistics_menu: str

    def statistics(self, *, zone: str, days: str, median: int, good: int, bad: int, topics: str) -> str: ...
    def statistics_day(self, *, day: str, count: int, answered: int, refused: int) -> str: ...

    backup_menu: str
    backup_all: str

    def backup_file(self, *, word: str) -> str: ...
    def backup_large(self, *, size: int, command: str) -> str: ...

    unanswered_menu: str

    def unanswered(self, *, questions: str) -> str: ...
    def unanswered_line(self, *, question: str, none: int, bad: int) -> str: ...
    def unanswered_teach(self, *, number: int) -> str: ...

    unanswered_none: str

    def unanswered_dismiss(self, *, number: int) -> str: ...

    unanswered_dismissed: str

    def unanswered_reasons(self, *, reasons: str) -> str: ...
    def unanswered_answered(self, *, count: int) -> str: ...
    def retry_answered(self, *, headline: str, cite: str) -> str: ...

    retry_none: str
    retry_whole: str

    def teach_which(self, *, question: str) -> str: ...
    def teach_nothing(self, *, question: str) -> str: ...
    def teach_meaning(self, *, word: str) -> str: ...

    teach_unclear: str
    cancelled: str
    synonym_menu: str

    def synonyms(self, *, synonyms: str, command: str) -> str: ...

    trying: str
    synonym_teach: str
    synonym_taught: str

    def effect(self, *, asked: int) -> str: ...
    def effect_unread(self, *, reason: str) -> str: ...

    effect_gained: str
    effect_lost: str
    effect_moved: str
    reading: str

    def recognising(self, *, page: int, pages: int) -> str: ...

    previewing: str

    def file_refused(self, *, reason: str) -> str: ...

    file_unknown: str

    def file_kinds(self, *, kinds: str) -> str: ...
    def file_large(self, *, size: int) -> str: ...
    def draft_known(self, *, name: str, profile: str, sure: int) -> str: ...

    draft_gone: str

    def drafts_waiting(self, *, count: int, names: str) -> str: ...

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

    def ask_for(self, *, field: str) -> str: ...
    def ask_office(self, *, field: str) -> str: ...
    def value_long(self, *, field: str, most: int, count: int) -> str: ...
    def value_empty(self, *, field: str) -> str: ...

    field_names: str

    def preview(
        self,
        *,
        short: str,
        formal: str,
        id: str,
        profile: str,
        sure: int,
        level: str,
        region: str,
        office: str,
        units: int,
    ) -> str: ...

    preview_new: str

    def preview_replaces(self, *, short: str) -> str: ...
    def preview_status_kept(self, *, status: str) -> str: ...
    def preview_status_lost(self, *, status: str) -> str: ...
    def preview_replaced_by(self, *, by: str) -> str: ...
    def preview_value(self, *, field: str, old: str, new: str) -> str: ...
    def preview_changes(self, *, added: int, removed: int, changed: int) -> str: ...

    preview_notes: str

    def preview_worse(self, *, count: int, margin: int) -> str: ...

    preview_untested: str

    def preview_doubts(self, *, count: int) -> str: ...
    def preview_line(self, *, line: int, message: str) -> str: ...
    def preview_such(self, *, text: str) -> str: ...
    def preview_page(self, *, page: int, line: int, message: str) -> str: ...
    def preview_at(self, *, page: int) -> str: ...
    def preview_scan(self, *, pages: int) -> str: ...
    def preview_unsure(self, *, words: str) -> str: ...

    note_names: str
    manage_menu: str
    manage_all: str

    def managed(self, *, documents: str, where: str) -> str: ...

    managed_retired: str

    def managed_one(self, *, short: str, formal: str, state: str, zone: str, history: str) -> str: ...
    def managed_by(self, *, change: str, who: str) -> str: ...
    def managed_checked(self, *, state: str, by: str, on: str) -> str: ...

    managed_shell: str
    managed_yes: str
    managed_no: str
    managed_unknown: str
    managed_replaced: str
    managed_replaced_by: str
    managed_retire: str
    managed_restore: str

    def help_admin(self, *, commands: str) -> str: ...

    start_admin: str
    cancel_menu: str
    cancel_none: str

    def cancelled_draft(self, *, what: str) -> str: ...
    def still_waiting(self, *, what: str) -> str: ...
    def waiting_value(self, *, field: str, name: str) -> str: ...
    def waiting_meaning(self, *, word: str) -> str: ...

    change_none: str

    def change_back(self, *, number: str) -> str: ...

    change_back_all: str

    def change_units(self, *, change: str, units: int) -> str: ...
    def changed_since(self, *, by: str) -> str: ...
    def proposal(self, *, change: str, before: int, after: int) -> str: ...
    def proposal_gone(self, *, count: int, documents: str) -> str: ...
    def proposal_back(self, *, count: int, documents: str) -> str: ...
    def proposal_other(self, *, count: int, documents: str) -> str: ...

    sure_names: str

    def rollback_first(self, *, documents: str) -> str: ...
    def synonym_unknown(self, *, word: str) -> str: ...

    draft_old: str
    draft_back: str
    draft_drop: str

    def draft_now(self, *, name: str, former: str) -> str: ...
    def ask_level(self, *, field: str) -> str: ...
    def ask_profile(self, *, field: str) -> str: ...

    level_unclear: str
    level_names: str
    upload_private: str
    managed_send: str
