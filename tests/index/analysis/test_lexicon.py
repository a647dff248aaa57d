"""The vocabulary loads, says where it is wrong, and knows words: never a question, never an answer."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from gold import QUESTIONS

import bot
import handlers
import index
from corpus.errors import LexiconError
from index.analysis.lexicon import PATH, load_lexicon
from index.analysis.vocabulary import COLLOQUIAL, ENGLISH

FOLDERS = [Path(package.__path__[0]) for package in (index, handlers, bot)]
CODE = [path for folder in FOLDERS for path in sorted(folder.rglob("*.py"))]
DATA = [path for folder in FOLDERS for path in sorted(folder.rglob("*.yaml")) if path.name != "messages.yaml"]
PHRASE = 4  # words: a shorter question may well be a phrase of the documents

WRONG = [
    pytest.param("spelling: {a: b}\nspelling: {c: d}", "'spelling' stands twice", id="key-twice"),
    pytest.param("roots: {kota: kota, kota: kota}", "'kota' stands twice", id="nested-key-twice"),
    pytest.param("spelling: {no: nomor}", "spelling.False", id="no-as-key"),
    pytest.param("spelling: {nomer: no}", "spelling.nomer", id="no-as-value"),
    pytest.param("stop: {en: [at, on]}", "stop.en[1]", id="on-in-a-list"),
    pytest.param("light: [yes]", "light[0]", id="yes-in-a-list"),
    pytest.param("prefixes: e", "prefixes", id="text-for-a-list"),
    pytest.param("stop: {id: yang}", "stop.id", id="text-for-a-nested-list"),
    pytest.param("concepts: [{means: [a], say: [1]}]", "concepts[0].say[0]", id="number-for-a-phrase"),
    pytest.param("concepts: [{means: [a]}, {say: [b]}]", "concepts[1].means", id="no-means"),
    pytest.param("concepts: [{means: [a], is: [b]}]", "concepts[0]", id="unknown-key"),
    pytest.param("concepts: [text]", "concepts[0]", id="text-for-a-concept"),
    pytest.param(
        "concepts: [{means: [data center], say: [server]}, {means: [x]}, {means: [y], say: [Server]}]",
        "concepts[2]: 'Server' stands in concepts[0] too",
        id="phrase-in-two-concepts",
    ),
    pytest.param("- a\n- b", "must be a mapping", id="list-for-all"),
    pytest.param("a: [", "", id="no-yaml"),
]


def words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def test_the_vocabulary_loads_and_is_not_empty() -> None:
    lexicon = load_lexicon()
    assert len(lexicon.concepts) > 100
    assert {"yang", "on", "no"} <= lexicon.stop
    assert lexicon.spelling["no"] == "nomor"
    assert lexicon.scope["type"].keys() == {"a", "b", "c"}
    assert lexicon.english < lexicon.stop


@pytest.mark.parametrize("path", [ENGLISH, COLLOQUIAL])
def test_a_word_list_is_sorted_and_says_each_word_once(path: Path) -> None:
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    said = [row[0] for row in rows]
    assert said == sorted(set(said))
    assert all(len(row) == 2 and all(text.strip() == text != "" for text in row[1].split(",")) for row in rows)


@pytest.mark.parametrize(("text", "said"), WRONG)
def test_a_mistake_is_told_with_file_and_place(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "lexicon.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        load_lexicon(path)
    message = str(caught.value)
    assert message.startswith(f"{path}: ")
    assert said in message
    assert "\n" not in message


def test_a_missing_file_is_told_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=re.escape(str(tmp_path / "none.yaml"))):
        load_lexicon(tmp_path / "none.yaml")


def test_an_empty_vocabulary_is_allowed(tmp_path: Path) -> None:
    (tmp_path / "lexicon.yaml").write_text("{}\n", encoding="utf-8")
    assert load_lexicon(tmp_path / "lexicon.yaml").concepts == ()


def test_what_is_put_right_needs_no_second_look() -> None:
    """The right spelling of one word is not put right again."""
    spelling = load_lexicon().spelling
    chained = {said: right for said, right in spelling.items() if said != right and spelling.get(right, right) != right}
    assert not chained


def literals(path: Path) -> Iterator[str]:
    """The texts in a module's code, its docstrings left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


@pytest.mark.parametrize("path", [pytest.param(p, id=f"{p.parent.name}/{p.name}") for p in DATA])
def test_no_question_stands_in_the_vocabulary(path: Path) -> None:
    held = f" {words(path.read_text(encoding='utf-8'))} "
    asked = [words(question.text) for question in QUESTIONS]
    assert [text for text in asked if len(text.split()) >= PHRASE and f" {text} " in held] == []


def test_no_question_and_no_clause_stands_in_code() -> None:
    held = [(path.name, f" {words(text)} ") for path in CODE for text in literals(path)]
    asked = {words(question.text) for question in QUESTIONS if len(words(question.text).split()) > 1}
    assert [(name, text) for name, text in held if text.strip() in asked] == []
    assert [name for name, text in held if re.search(r" (pasal|tugas|fungsi|ayat) \d| lampiran [ivx]+ ", text)] == []


def test_the_vocabulary_names_no_clause() -> None:
    assert re.findall(r"(?:pasal|ayat|tugas|fungsi)-\d+|lampiran/[ivx]+", PATH.read_text(encoding="utf-8")) == []
