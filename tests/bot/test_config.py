"""The configuration is checked when it is read: each mistake is one line that says where it is and how to mend it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import corpus
from bot.config import Settings, load_settings
from corpus.errors import ConfigError, TanyaPasalError

TOKEN = "123456:" + "A" * 35


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def load(text: str | None = None, **environ: str) -> Settings:
    if text is not None:
        Path("tanyapasal.yaml").write_text(text, encoding="utf-8")
    return load_settings(environ=environ)


def test_without_a_file_and_variables_all_have_their_defaults() -> None:
    settings = load()
    assert settings == Settings()
    assert settings.token is None
    assert settings.documents == Path(corpus.__file__).parent / "documents"
    assert (settings.data, settings.home_office) == (Path("data"), "diskominfotik-ntb")
    assert (settings.admins, settings.allow_users, settings.allow_groups) == (frozenset(), None, None)
    assert settings.api_url == "https://api.telegram.org"
    assert (settings.webhook_url, settings.webhook_listen, settings.webhook_port) == (None, "127.0.0.1", 8080)


def test_an_empty_file_is_no_error() -> None:
    assert load("# nothing yet\n") == Settings()
    assert load("token:\nallow:\n") == Settings()


FROM_FILE = [
    pytest.param(f'token: "{TOKEN}"', "token", TOKEN, id="token"),
    pytest.param("data: simpanan", "data", Path("simpanan"), id="data"),
    pytest.param("documents: .", "documents", Path(), id="documents"),
    pytest.param("home_office: diskominfo-lombok-barat", "home_office", "diskominfo-lombok-barat", id="home-office"),
    pytest.param("admins: [1, '2']", "admins", frozenset({1, 2}), id="admins"),
    pytest.param("allow: {users: [5]}", "allow_users", frozenset({5}), id="users"),
    pytest.param("allow: {users: []}", "allow_users", frozenset(), id="nobody"),
    pytest.param("allow:\n  groups:\n    - -1001234567890", "allow_groups", frozenset({-1001234567890}), id="groups"),
    pytest.param("margin_percent: 0", "margin_percent", 0, id="margin"),
    pytest.param("api_url: http://127.0.0.1:8081/", "api_url", "http://127.0.0.1:8081", id="api-url"),
    pytest.param("webhook: {url: 'https://bot.example/'}", "webhook_url", "https://bot.example", id="webhook-url"),
    pytest.param("webhook: {listen: '::1'}", "webhook_listen", "::1", id="webhook-listen"),
    pytest.param("webhook: {port: 8443}", "webhook_port", 8443, id="webhook-port"),
]

FROM_ENVIRONMENT = [
    pytest.param("TANYAPASAL_TOKEN", f" {TOKEN} ", "token", TOKEN, id="token"),
    pytest.param("TANYAPASAL_DATA", "/srv/data", "data", Path("/srv/data"), id="data"),
    pytest.param("TANYAPASAL_DOCUMENTS", ".", "documents", Path(), id="documents"),
    pytest.param("TANYAPASAL_HOME_OFFICE", "a-b", "home_office", "a-b", id="home-office"),
    pytest.param("TANYAPASAL_ADMINS", "1, 2,", "admins", frozenset({1, 2}), id="admins"),
    pytest.param("TANYAPASAL_ALLOW_USERS", "7", "allow_users", frozenset({7}), id="users"),
    pytest.param("TANYAPASAL_ALLOW_GROUPS", "-7,-8", "allow_groups", frozenset({-7, -8}), id="groups"),
    pytest.param("TANYAPASAL_MARGIN_PERCENT", "10", "margin_percent", 10, id="margin"),
    pytest.param("TANYAPASAL_API_URL", "http://[::1]:8081", "api_url", "http://[::1]:8081", id="api-url"),
    pytest.param(
        "TANYAPASAL_WEBHOOK_URL", "https://a.example/b", "webhook_url", "https://a.example/b", id="webhook-url"
    ),
    pytest.param("TANYAPASAL_WEBHOOK_URL", "http://127.0.0.2:81", "webhook_url", "http://127.0.0.2:81", id="loopback"),
    pytest.param("TANYAPASAL_WEBHOOK_URL", "http://localhost", "webhook_url", "http://localhost", id="localhost"),
    pytest.param("TANYAPASAL_WEBHOOK_LISTEN", "0.0.0.0", "webhook_listen", "0.0.0.0", id="webhook-listen"),  # noqa: S104
    pytest.param("TANYAPASAL_WEBHOOK_PORT", " 9000 ", "webhook_port", 9000, id="webhook-port"),
]


@pytest.mark.parametrize(("text", "name", "value"), FROM_FILE)
def test_the_file_sets(text: str, name: str, value: Any) -> None:
    assert getattr(load(text), name) == value


@pytest.mark.parametrize(("variable", "raw", "name", "value"), FROM_ENVIRONMENT)
def test_the_environment_sets(variable: str, raw: str, name: str, value: Any) -> None:
    assert getattr(load(**{variable: raw}), name) == value


def test_the_environment_wins_and_an_empty_variable_does_not() -> None:
    text = "data: dari-file\nhome_office: dari-file"
    settings = load(text, TANYAPASAL_DATA="dari-env", TANYAPASAL_HOME_OFFICE=" ")
    assert (settings.data, settings.home_office) == (Path("dari-env"), "dari-file")


def test_the_file_may_be_named(tmp_path: Path) -> None:
    file = tmp_path / "lain.yaml"
    file.write_text("data: lain", encoding="utf-8")
    assert load_settings(file, {}).data == Path("lain")
    assert load(TANYAPASAL_CONFIG=str(file)).data == Path("lain")


WRONG = [
    pytest.param("tokn: x", r"tanyapasal.yaml: tokn: unknown key; did you mean token\?", id="near-key"),
    pytest.param("zzz: x", "tanyapasal.yaml: zzz: unknown key; known keys: admins, allow", id="unknown-key"),
    pytest.param("allow: {user: [1]}", r"allow.user: unknown key; did you mean allow.users\?", id="near-nested-key"),
    pytest.param("allow: [1]", "allow: must have `users:`", id="allow-list"),
    pytest.param("data: a\ndata: b", "tanyapasal.yaml:2: the key 'data' stands twice", id="twice"),
    pytest.param(
        "allow:\n  users: [1]\n  users: [2]", "tanyapasal.yaml:3: the key 'users' stands twice", id="twice-nested"
    ),
    pytest.param("token: 12", "tanyapasal.yaml: token: isn't a bot token", id="token"),
    pytest.param("admins: [yes]", "admins: True isn't a Telegram id", id="yes"),
    pytest.param("admins: [1.5]", "admins: 1.5 isn't a Telegram id", id="fraction"),
    pytest.param("admins: 5", "admins: must be a list", id="no-list"),
    pytest.param("data: [a]", "data: must be the path", id="folder"),
    pytest.param("data: ~tidak-ada/data", "data: ~tidak-ada/data: nobody is called ~tidak-ada", id="nobody"),
    pytest.param("questions: ~tidak-ada/a", "questions: ~tidak-ada/a: nobody is called", id="nobodys-file"),
    pytest.param("data: tanyapasal.yaml", "data: tanyapasal.yaml is a file", id="a-file"),
    pytest.param("documents: tidak-ada", "documents: the folder tidak-ada doesn't exist", id="no-folder"),
    pytest.param("home_office: Dinas Kominfo", "home_office: must be an office id", id="office"),
    pytest.param("api_url: api.telegram.org", "api_url: must be an http or https address", id="no-scheme"),
    pytest.param("api_url: 'http://a:x'", "api_url: must be an http or https address", id="no-port"),
    pytest.param("webhook: {urls: x}", r"webhook.urls: unknown key; did you mean webhook.url\?", id="near-webhook-key"),
    pytest.param("webhook: https://a.example", "webhook: must have `url:`, `listen:`, `port:`", id="webhook-text"),
    pytest.param("webhook: {url: 'http://a.example'}", "webhook.url: must be the public https address", id="no-tls"),
    pytest.param("webhook: {url: a.example}", "webhook.url: must be the public https address", id="webhook-no-scheme"),
    pytest.param("webhook: {url: 'https://a?b'}", "webhook.url: must be the public https address", id="webhook-query"),
    pytest.param("webhook: {listen: dimana}", "webhook.listen: must be an IP address", id="webhook-listen"),
    pytest.param("webhook: {port: 0}", "webhook.port: must be the number of a port", id="port-zero"),
    pytest.param("webhook: {port: 65536}", "webhook.port: must be the number of a port", id="port-too-high"),
    pytest.param("webhook: {port: yes}", "webhook.port: must be the number of a port", id="port-yes"),
    pytest.param("- a", "tanyapasal.yaml: must be a mapping", id="a-list"),
    pytest.param("a: [", "tanyapasal.yaml:[12]: .*; mend that line", id="not-yaml"),
    pytest.param(
        "data: !!python/name:os.system", "tanyapasal.yaml:1: could not determine a constructor", id="no-python-in-yaml"
    ),
    pytest.param("? [a]\n: b", "tanyapasal.yaml.*; mend that line", id="a-list-as-key"),
]


@pytest.mark.parametrize(("text", "complaint"), WRONG)
def test_a_mistake_in_the_file_is_one_line_that_says_where(text: str, complaint: str) -> None:
    with pytest.raises(ConfigError, match=complaint) as caught:
        load(text)
    assert "\n" not in str(caught.value)
    assert isinstance(caught.value, TanyaPasalError)


@pytest.mark.parametrize(
    ("variable", "raw"),
    [
        ("TANYAPASAL_TOKEN", "bukan"),
        ("TANYAPASAL_ADMINS", "@anna"),
        ("TANYAPASAL_ALLOW_USERS", "1;2"),
        ("TANYAPASAL_API_URL", "ftp://a"),
        ("TANYAPASAL_HOME_OFFICE", "NTB"),
        ("TANYAPASAL_WEBHOOK_URL", "http://bot.example.org"),
        ("TANYAPASAL_WEBHOOK_LISTEN", "bot.example.org"),
        ("TANYAPASAL_WEBHOOK_PORT", "http"),
        ("TANYAPASAL_DOCUMENTS", "tidak-ada"),
    ],
)
def test_a_mistake_in_a_variable_names_it(variable: str, raw: str) -> None:
    with pytest.raises(ConfigError, match=f"^{variable}: "):
        load(**{variable: raw})


def test_a_named_file_must_be_there_and_be_text(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"tidak-ada\.yaml: can't be read"):
        load_settings(Path("tidak-ada.yaml"), {})
    with pytest.raises(ConfigError, match=r"^TANYAPASAL_CONFIG: there is no file tidak-ada\.yaml"):
        load(TANYAPASAL_CONFIG="tidak-ada.yaml")
    file = tmp_path / "biner.yaml"
    file.write_bytes(b"data: \xff\xfe")
    with pytest.raises(ConfigError, match=r"biner\.yaml: is not UTF-8"):
        load_settings(file, {})


def test_the_token_is_shown_nowhere() -> None:
    assert TOKEN not in repr(load(TANYAPASAL_TOKEN=TOKEN))
    with pytest.raises(ConfigError) as caught:
        load(TANYAPASAL_TOKEN=f"{TOKEN}!")
    assert TOKEN not in str(caught.value)
    with pytest.raises(ConfigError, match="<token>"):
        load(TANYAPASAL_ADMINS=TOKEN)
    assert caught.value.__cause__ is None
