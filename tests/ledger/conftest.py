"""A ledger on either kind of database."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.ledger.book import Book


@pytest.fixture
def book(engine: Engine, tmp_path: Path) -> Book:
    """An empty ledger."""
    return Book(engine, tmp_path)


@pytest.fixture
def sealed(book: Book) -> Book:
    """A ledger of ten entries under three heads: over 4, 7 and 10."""
    for count in (4, 3, 3):
        book.write(count)
        book.seal()
    return book
