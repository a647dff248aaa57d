"""What a clause says of whom it opens with: who leads them, to whom they answer, what they must or must not do."""

import re
from collections.abc import Iterable, Sequence

from index.answer import Answer
from index.answering import decision, precedence
from index.answering.compose import answer, yes_or_no
from index.generation.store import Unit
from index.knowledge import Knowledge
from index.query.query import Query
from index.scope.whose import Mention
from index.search import Hit, Mask

_PURSUANT = re.compile(r",? sebagaimana dimaksud.*")
_HEAD, _LEAD, _AND = "kepala", "pimpin", re.compile(r" dan | serta |, ")


def told(knowledge: Knowledge, query: Query, allowed: Mask, mention: Mention | None) -> Answer | None:
    """Who leads what a question names, to whom it answers, who stands in for it; None where no clause says that of it.

    Of clauses that open with several posts all must be named.
    """
    openings = knowledge.lexicon.having("opens", query.intents).values()
    named = [term for term in _named(knowledge, query, mention) if term] if openings else []
    found: list[tuple[int, int, Unit, str]] = []
    for terms, opens in openings:
        for unit in (unit for either in terms.split("|") for unit in knowledge.searcher.holding(either.split())):
            said = opens.search(unit.text) if allowed[unit.number] and unit.role == "clause" else None
            if said is None:
                continue
            posts = [_subject(knowledge, text) for text in _AND.split(_PURSUANT.sub("", said["led"]))]
            either = [
                _subject(knowledge, _PURSUANT.sub("", said[group] or ""))
                for group in said.groupdict()
                if group != "told"
            ]
            fitting = [at for at, name in enumerate(named) if name in either or set(posts) <= set(named)]
            if fitting:
                found.append((fitting[0], -len(posts), unit, said["told"]))
    if not found:
        return None
    home = knowledge.searcher.home
    at, _, best, whom = min(found, key=lambda row: (row[0], row[1], not home[row[2].number], row[2].number))
    headline = f"{' '.join(whom.split())} — {best.cite}"
    if query.polar:
        decided = decision.on_clause(knowledge, query, best)
        acting = [c for c in query.concepts if not knowledge.lexicon.acting.isdisjoint(c.text.split())]
        stands = frozenset(knowledge.analyzer.terms(re.split(decision.ENDS_PARTY, whom)[0]))
        if not decided or not all(c.says(stands) for c in acting if not c.says(frozenset(named[at]))):
            return None
        headline = yes_or_no(query, decided == "yes", headline)
    return answer(knowledge, query, headline, [best])


def holder(knowledge: Knowledge, query: Query, allowed: Mask) -> Answer | None:
    """Who has a role in a team or forum, by the row that names it; None where no such row is of what is asked about."""
    roles = [word.word for word in query.words if word.word in knowledge.lexicon.roles]
    if not roles or not query.intents & {"who", "person"}:
        return None
    about = [c for c in query.concepts if not (c.light or c.within(query.home)) and c.text not in roles]
    found: list[tuple[bool, int, Unit, str]] = []
    for unit in knowledge.searcher.holding([knowledge.analyzer.root(roles[0])]):
        who = precedence.holder(knowledge, query, unit) if allowed[unit.number] else ""
        entry, path = knowledge.document(unit).entry, knowledge.referrer.path(unit)
        own = frozenset(knowledge.analyzer.terms(unit.text))
        texts = [entry.title, entry.short, *(node.text for node in path if node.role == "clause")]
        said = own.union(*map(knowledge.analyzer.terms, texts))
        listed = who or (unit.level.startswith("lampiran") and unit.role == "clause")  # its rows lie in one text
        if listed and about and all(c.says(said) for c in about):
            found.append((bool(who), sum(c.says(own) for c in about), unit, who))  # "wakil ketua" stands in its row
    if not found:
        return None
    *_, best, who = max(found, key=lambda row: (*row[:2], -row[2].number))
    return answer(knowledge, query, f"{who} — {best.cite}" if who else best.cite, [best])


def _subject(knowledge: Knowledge, text: str) -> tuple[str, ...]:
    """The terms of a post or office, the word for its head aside: "Kepala Bidang" and "Bidang" are one."""
    terms = tuple(knowledge.analyzer.terms(text))
    return terms[1:] if terms[:1] == (_HEAD,) and len(terms) > 1 else terms


def _named(knowledge: Knowledge, query: Query, mention: Mention | None) -> Iterable[tuple[str, ...]]:
    """What a question is about, the most particular first: a unit's whole name, a post, the kind that it is of."""
    if mention is not None:
        yield _subject(knowledge, mention.unit.name)
    about = [c for c in query.concepts if not c.within(query.asking) and not c.says({_LEAD})]
    for concept in sorted(about, key=lambda c: c.light):
        yield from (_subject(knowledge, " ".join(a.terms)) for a in concept.alternatives)
    if mention is not None:
        yield _subject(knowledge, mention.unit.name)[:1]
    if query.home:
        yield from ((head,) for head in sorted(knowledge.reader.heads))


def typed(knowledge: Knowledge, query: Query) -> Answer | None:
    """Of which type the home office is, by its own clause that says so; None where that is not asked, or not said."""
    if not ("which_type" in query.intents or (query.polar and query.types)):
        return None
    around = knowledge.reader.home | knowledge.reader.heads | {"dinas", "tipe"}
    about = [c for c in query.concepts if not (c.light or c.within(query.slots) or c.says(around))]
    if about or query.numbers:
        return None
    types = {number: kind for kind, numbers in knowledge.facts.types.items() for number in numbers}
    own = (knowledge.store.unit(number) for number in types if knowledge.searcher.home[number])
    heads = tuple(knowledge.lexicon.offices.get("heads", ()))  # what a clause says of the office opens with
    clauses = (unit for unit in own if unit.role == "clause" and unit.text.lower().startswith(heads))
    clause = min(clauses, key=lambda unit: len(unit.text), default=None)
    if clause is None:
        return None
    is_so = types[clause.number] in query.types
    headline = yes_or_no(query, is_so, clause.cite) if query.polar else clause.cite
    return answer(knowledge, query, headline, [clause])


_BETWEEN = {"bagi", "para", "setiap", "dari", "untuk", "seorang", "yang", "of", "the"}


def norm(knowledge: Knowledge, query: Query, allowed: Mask) -> Answer | None:
    """The clause that binds whom a question asks about; None where none opens with them.

    One that lists comes first. All else that the question is about must stand in the clause or in its document's title.
    """
    first = knowledge.analyzer.root(query.words[0].word) if query.words else ""
    bare = knowledge.vocabulary.binding.get(first)  # "hak masyarakat"
    asked = list(knowledge.lexicon.having("binds", query.intents).values()) or ([(first, bare)] if bare else [])
    actor, end = _actor(knowledge, query)
    if len(asked) != 1 or not actor or query.polar:
        return None
    root, says = asked[0]
    more = [c for c in query.concepts if c.places[0] >= end and not c.light and not c.within(query.asking)]
    found = []
    for unit in knowledge.searcher.holding((root, *actor)):
        said = says.search(unit.text) if allowed[unit.number] and unit.role == "clause" else None
        if said and tuple(knowledge.analyzer.terms(said["whom"])) == actor:
            title = knowledge.document(unit).entry.title
            terms = frozenset(knowledge.analyzer.terms(f"{title} {unit.quote}"))
            if all(c.says(terms) for c in more):
                found.append(unit)
    if not found:
        return None
    best = min(found, key=lambda unit: not precedence.ITEMS.search(unit.quote))
    return answer(knowledge, query, best.cite, [best])


def _actor(knowledge: Knowledge, query: Query) -> tuple[tuple[str, ...], int]:
    """The terms of whom a question names right behind what it asks for, "hak pemohon informasi", and where they end."""
    start = min(query.asking, default=0)
    while start < len(query.words) and (start in query.asking or query.words[start].word in _BETWEEN):
        start += 1
    end = start
    while end < len(query.words) and not knowledge.analyzer.is_stop(query.words[end].word):
        end += 1
    return tuple(knowledge.analyzer.terms(" ".join(word.word for word in query.words[start:end]))), end


OFFENCES = 3  # offences, best first
_OFFENCE = re.compile(
    r"(?:dimaksud (?:dalam|pada)|melanggar(?: ketentuan)?) Pasal (\d+[A-Z]?)"
    r"((?:[ ,]+(?:ayat|atau|dan|huruf)? ?\(?\w{1,2}\)?)*)"
)
_NORM = re.compile(r"\b(?:dilarang|wajib|harus)\b")
_AYAT = re.compile(r"\((\d+[a-z]?)\)")


def of_offences(knowledge: Knowledge, hits: Sequence[Hit]) -> list[Unit]:
    """The clause that says what follows from the first of these offences that any names, and the offence; else none.

    The offences were found by their own words: a sanction names them by number, "... dimaksud dalam Pasal 30 ayat (3)".
    """
    said = list(knowledge.lexicon.having("gives", ["sanction"]).values())
    found = [knowledge.store.unit(hit.unit) for hit in hits]
    for offence in sorted(found, key=lambda unit: not _NORM.search(precedence.said_with(knowledge, unit)))[:OFFENCES]:
        numbers = {unit.level: unit.printed.strip("()") for unit in knowledge.referrer.path(offence)}
        if offence.role != "clause" or "pasal" not in numbers:
            continue
        for unit in knowledge.searcher.holding(["pasal", numbers["pasal"].lower()]):
            names = (
                unit.document == offence.document
                and unit.role == "clause"
                and any(gives.search(unit.own) for gives in said)
            )
            if names and any(_is_named(numbers, *match.groups()) for match in _OFFENCE.finditer(unit.own)):
                return [unit, offence]
    return []


def _is_named(numbers: dict[str, str], pasal: str, rest: str) -> bool:
    """Whether a clause of these numbers is of a pasal that is named, and of one of its ayat where any is."""
    paragraphs = _AYAT.findall(rest)
    return pasal == numbers["pasal"] and (not paragraphs or numbers.get("ayat", paragraphs[0]) in paragraphs)
