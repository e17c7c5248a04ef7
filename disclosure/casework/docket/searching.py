"""Finding cases by the words of a name or a reference, however it is spelt and in whatever alphabet."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple
from uuid import UUID

from anyascii import anyascii
from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from disclosure.models import DocketWord

LONGEST = 40
MOST_FOUND = 500
_LOOKED_THROUGH = 2000
_NO_LETTER = re.compile(r"[^a-z0-9]+")
_AFTER = "~"
"""Sorts after every letter and digit, so that a word and this bound all that begins with the word."""


class Found(NamedTuple):
    """The cases that were found. `too_many` when there are more: another word narrows the search."""

    ids: list[UUID]
    too_many: bool


def words_of(name: str, reference: str) -> set[str]:
    """Return the words by which a case is found."""
    parts = [part for word in name.split() for part in _NO_LETTER.split(_plain(word))]
    ending = reference.rpartition("-")[2]
    every = {*parts, *map(_joined, name.split()), _joined(reference), _joined(ending)}
    return {word[:LONGEST] for word in every if word}


def found(db: Session, places: Collection[UUID], text: str) -> Found:
    """Return the cases in these organisations of which every word of `text` begins a word."""
    wanted = sorted({_joined(word)[:LONGEST] for word in text.split()} - {""}, key=len, reverse=True)
    if not wanted:
        return Found([], too_many=False)
    first = (
        select(DocketWord.filing_id)
        .where(*_begins(places, wanted[0]))
        .limit(_LOOKED_THROUGH + 1)
        .subquery("first")
    )
    rows = select(first.c.filing_id).distinct().limit(MOST_FOUND + 1)
    for word in wanted[1:]:
        rows = rows.where(exists().where(DocketWord.filing_id == first.c.filing_id, *_begins(places, word)))
    ids = list(db.scalars(rows))
    looked = db.scalars(select(first.c.filing_id).limit(1).offset(_LOOKED_THROUGH)).first()
    return Found(ids[:MOST_FOUND], too_many=len(ids) > MOST_FOUND or looked is not None)


def missing_words(db: Session, named: Sequence[tuple[UUID, UUID, str, str]]) -> Iterator[dict[str, object]]:
    """Yield the words of those cases that have none yet: (organisation, filing, name, reference) each."""
    ids = [filing_id for _, filing_id, _, _ in named]
    known = set(db.scalars(select(DocketWord.filing_id).where(DocketWord.filing_id.in_(ids)).distinct()))
    for organisation_id, filing_id, name, reference in named:
        if filing_id not in known:
            for word in sorted(words_of(name, reference)):
                yield {"organisation_id": organisation_id, "word": word, "filing_id": filing_id}


def _begins(places: Collection[UUID], word: str) -> tuple[ColumnElement[bool], ...]:
    return (
        DocketWord.organisation_id.in_(places),
        DocketWord.word >= word,
        DocketWord.word < word + _AFTER,
    )


def _plain(text: str) -> str:
    return anyascii(text).lower()


def _joined(text: str) -> str:
    return _NO_LETTER.sub("", _plain(text))
