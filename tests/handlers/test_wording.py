"""Every sentence of the chat is there in both languages, with the fields that it is declared with."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from corpus.errors import ConfigError
from handlers.wording import languages, load_messages, wording

TEXTS: dict[str, dict[str, str]] = yaml.safe_load((Path(__file__).parents[2] / "handlers/messages.yaml").read_text())
NAMES = sorted(TEXTS["id"])


def test_there_are_two_languages_the_default_first() -> None:
    assert languages() == ("id", "en")


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_have_a_sentence_of_their_own(name: str) -> None:
    assert TEXTS["id"][name] != TEXTS["en"][name]


def test_a_sentence_says_its_fields() -> None:
    assert "Admin 7 " in wording("id").publishing_busy(who="7", seconds=5)
    assert "5 seconds" in wording("en").publishing_busy(who="7", seconds=5)
    with pytest.raises(KeyError):
        wording("en").publishing_busy(who="7")  # type: ignore[call-arg]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_sentence_fits_a_message_and_stands_without_blanks_around(language: str, name: str) -> None:
    sentence = TEXTS[language][name]
    assert sentence == sentence.strip()
    assert 0 < len(sentence) <= 1000


@pytest.mark.parametrize(
    ("code", "language"),
    [("id", "id"), ("en", "en"), ("en-US", "en"), ("EN", "en"), ("jv", "id"), ("", "id"), (None, "id")],
)
def test_a_language_code_finds_its_wording(code: str | None, language: str) -> None:
    assert wording(code).language_code == language


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        pytest.param({"start": None}, "id.start: must be text", id="no-text"),
        pytest.param({"start": 5}, "id.start: must be text", id="a-number"),
        pytest.param({"greeting": "Halo"}, "id.greeting: isn't used", id="unused"),
        pytest.param({"more": "dan lagi"}, r"id.more: must have \{count\}", id="a-field-is-missing"),
        pytest.param({"start": "Halo {who}"}, "id.start: must have no field", id="a-field-too-many"),
        pytest.param({"sure": "retire=Ya\npakai"}, "id.sure: must have a =", id="a-line-that-names-nothing"),
        pytest.param({"start": "Halo {"}, "id.start: must have no field", id="a-brace"),
    ],
)
def test_a_wrong_sentence_is_an_error(tmp_path: Path, change: dict[str, object], complaint: str) -> None:
    file = tmp_path / "messages.yaml"
    file.write_text(yaml.safe_dump({"id": TEXTS["id"] | change}), encoding="utf-8")
    with pytest.raises(ConfigError, match=complaint):
        load_messages(file)


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_sentence_is_an_error(tmp_path: Path, name: str) -> None:
    file = tmp_path / "messages.yaml"
    file.write_text(
        yaml.safe_dump({"id": {key: value for key, value in TEXTS["id"].items() if key != name}}),
        encoding="utf-8",
    )
    with pytest.raises(ConfigError, match=f"id.{name}: is missing"):
        load_messages(file)


def test_names_of_what_another_language_does_not_name_are_an_error(tmp_path: Path) -> None:
    file = tmp_path / "messages.yaml"
    file.write_text(yaml.safe_dump(TEXTS | {"en": TEXTS["en"] | {"sure": "retire=Yes"}}), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"en\.sure: must name the same"):
        load_messages(file)


def test_a_missing_default_language_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "messages.yaml"
    file.write_text(yaml.safe_dump({"en": TEXTS["en"]}), encoding="utf-8")
    with pytest.raises(ConfigError, match="id: is missing"):
        load_messages(file)
