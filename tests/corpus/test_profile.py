"""Each pattern matches its examples and none of its counter-examples; a wrong profile is refused by file and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import ProfileError
from corpus.profile import PROFILES, Pattern, Profile, Skip, load_profile

NAMES = sorted(path.stem for path in PROFILES.glob("*.yaml"))
LOADED = {name: load_profile(name) for name in NAMES}


def patterns(profile: Profile) -> list[tuple[str, Pattern]]:
    """Every pattern of a profile, with a name for it."""
    rows = [(f"{level.name}-{at}", p) for level in profile.levels for at, p in enumerate(level.patterns)]
    rows += [(f"skip-{at}-{skip.reason}", skip.pattern) for at, skip in enumerate(profile.skips)]
    rows += [(f"unit-{at}", unit.pattern) for at, unit in enumerate(profile.units)]
    rows += [("definition", profile.definition)] if profile.definition else []
    return rows + [(f"limit-{key}", pattern) for key, pattern in profile.limits.items()]


ALL = [(f"{name}-{of}", pattern) for name, profile in LOADED.items() for of, pattern in patterns(profile)]
EXAMPLES = [pytest.param(p, text, id=f"{of}: {text[:40]!r}") for of, p in ALL for text in p.examples]
COUNTEREXAMPLES = [pytest.param(p, text, id=f"{of}: {text[:40]!r}") for of, p in ALL for text in p.counterexamples]


def opens(pattern: Pattern, text: str) -> bool:
    """Whether a pattern matches where a text begins, behind the empty lines that it may look back at."""
    return bool(pattern.regex.match(text, len(text) - len(text.lstrip("\n"))))


@pytest.mark.parametrize(("pattern", "text"), EXAMPLES)
def test_pattern_matches_its_examples(pattern: Pattern, text: str) -> None:
    assert opens(pattern, text)


@pytest.mark.parametrize(("pattern", "text"), COUNTEREXAMPLES)
def test_pattern_matches_none_of_its_counterexamples(pattern: Pattern, text: str) -> None:
    assert not opens(pattern, text)


@pytest.mark.parametrize(
    "skip", [skip for profile in LOADED.values() for skip in profile.skips], ids=lambda s: s.reason
)
def test_skip_takes_whole_lines_only(skip: Skip) -> None:
    for text in skip.pattern.examples:
        match = skip.pattern.regex.match(text, len(text) - len(text.lstrip("\n")))
        assert match
        assert text[match.end() :].strip("\n") == ""


@pytest.mark.parametrize("name", NAMES)
def test_each_pattern_has_both_kinds_of_examples(name: str) -> None:
    bare = [of for of, pattern in patterns(LOADED[name]) if not pattern.examples or not pattern.counterexamples]
    assert bare == []


def test_a_space_in_a_pattern_stands_for_any_white_space(tmp_path: Path) -> None:
    profile = loaded(tmp_path, {"pattern": "'Pasal {number} ?:'", "examples": "['Pasal 1:']"})
    regex = profile.levels[0].patterns[0].regex
    assert regex.match("Pasal\n\n1:")
    assert regex.match("Pasal 1 \n:")
    assert not regex.match("Pasal1:")


LEVEL = {
    "name": "pasal",
    "under": "[dokumen]",
    "number": "arabic",
    "segment": "'pasal-{number}'",
    "label": "'Pasal {number}'",
    "pattern": "'Pasal {number}'",
    "examples": "['Pasal 1']",
}


def text_of(changes: dict[str, str | None], rest: str = "") -> str:
    """A small profile's YAML with one level, some of whose keys are changed or (None) left out."""
    rows = {key: value for key, value in (LEVEL | changes).items() if value is not None}
    pattern = ", ".join(f"{key}: {rows.pop(key)}" for key in ("pattern", "examples", "counterexamples") if key in rows)
    keys = "\n    ".join(f"{key}: {value}" for key, value in rows.items())
    patterns = "" if "patterns" in changes else f"\n    patterns:\n      - {{{pattern}}}"
    return f"title: Uji\n{rest}\nlevels:\n  - {keys}{patterns}\n"


def loaded(folder: Path, changes: dict[str, str | None], rest: str = "") -> Profile:
    (folder / "uji.yaml").write_text(text_of(changes, rest), encoding="utf-8")
    return load_profile("uji", folder)


def test_the_small_profile_of_these_tests_loads(tmp_path: Path) -> None:
    profile = loaded(tmp_path, {})
    assert profile.title == "Uji"
    assert [level.name for level in profile.levels] == ["pasal"]
    assert profile.levels[0].series == "pasal"


@pytest.mark.parametrize(
    ("changes", "rest", "says"),
    [
        pytest.param({"patern": "x"}, "", "levels[0]: unknown key 'patern'", id="unknown key of a level"),
        pytest.param({}, "levles: []", "unknown key 'levles'", id="unknown key of the profile"),
        pytest.param({"under": None}, "", "levels[0]: under is missing", id="a key is missing"),
        pytest.param({"pattern": "'Pasal ({number}'"}, "", "levels[0].patterns[0]: ", id="bad pattern"),
        pytest.param({"pattern": "'Pasal'"}, "", "gives no number", id="numbered without a number"),
        pytest.param({"pattern": None}, "", "levels[0].patterns[0]: needs a pattern", id="no pattern"),
        pytest.param({"examples": None}, "", "levels[0].patterns[0]: needs a pattern and examples", id="no examples"),
        pytest.param({"examples": "[]"}, "", "needs a pattern and examples", id="no example"),
        pytest.param({"patterns": "x"}, "", "levels[0].patterns: must be a list", id="patterns are no list"),
        pytest.param({"under": "dokumen"}, "", "levels[0].under: must be a list", id="under is no list"),
        pytest.param(
            {"under": "[bab]"}, "", "level 'pasal': names levels that are not there: bab", id="unknown parent"
        ),
        pytest.param({"id_from": "bab"}, "", "level 'pasal': names levels that are not there: bab", id="unknown top"),
        pytest.param({"number": "romawi"}, "", "levels[0].number: 'romawi' is none of", id="unknown numbering"),
        pytest.param({"inline": "'yes'"}, "", "levels[0].inline: 'yes' is none of", id="unknown place in a line"),
        pytest.param({"role": "judul"}, "", "levels[0].role: 'judul' is none of", id="unknown role"),
        pytest.param({"segment": "'pasal-{'"}, "", "levels[0].segment: 'pasal-{' is no valid template", id="template"),
        pytest.param({"name": "pasal\n    name: ayat"}, "", "'name' stands twice", id="a key twice"),
        pytest.param(
            {}, "skips: [{pattern: x, examples: [x]}]", "skips[0]: reason is missing", id="skip without reason"
        ),
        pytest.param(
            {},
            "skips: [{pattern: x, examples: [x], reason: r, within: [bab]}]",
            "skips[0].within: names levels that are not there: bab",
            id="skip within an unknown level",
        ),
        pytest.param({}, "skips: {}\nunits: x", "units: must be a list", id="units are no list"),
        pytest.param(
            {}, "units: [{pattern: '(?P<name>x)', examples: [x]}]", "units[0]: scope is missing", id="no scope"
        ),
        pytest.param(
            {}, "units: [{pattern: x, examples: [x], scope: pasal}]", "units[0].pattern: gives no name", id="no name"
        ),
        pytest.param({}, "limits: {part: {pattern: '('}}", "limits.part: needs a pattern and examples", id="limit"),
        pytest.param({}, "not_after: '('", "not_after: ", id="bad not_after"),
        pytest.param({}, "a: [", "is not valid YAML", id="no YAML"),
    ],
)
def test_wrong_profile_is_refused_by_file_and_key(
    tmp_path: Path, changes: dict[str, str | None], rest: str, says: str
) -> None:
    with pytest.raises(ProfileError) as raised:
        loaded(tmp_path, changes, rest)
    assert says in str(raised.value)
    assert str(tmp_path / "uji.yaml") in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("text", ["", "[]", "levels: []", "levels: {}", "- levels"])
def test_profile_without_levels_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "uji.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ProfileError, match=r"uji\.yaml"):
        load_profile("uji", tmp_path)


def test_level_that_stands_twice_is_refused(tmp_path: Path) -> None:
    text = text_of({})
    (tmp_path / "uji.yaml").write_text(text + text.partition("levels:\n")[2], encoding="utf-8")
    with pytest.raises(ProfileError, match="stands twice"):
        load_profile("uji", tmp_path)


@pytest.mark.parametrize("name", ["tidak-ada", "../profiles/peraturan", "", "Peraturan"])
def test_unknown_profile_is_refused_and_the_known_are_named(name: str) -> None:
    with pytest.raises(ProfileError, match="peraturan, tupoksi"):
        load_profile(name)


@pytest.mark.parametrize("raw", [b"\xff\xfe\x00", b"title: \xff"])
def test_profile_that_is_no_text_is_refused(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "uji.yaml").write_bytes(raw)
    with pytest.raises(ProfileError, match="not valid YAML"):
        load_profile("uji", tmp_path)
