"""Addresses that differ in one id alone: a list has some hundred, so each kind is built once a page."""

from uuid import UUID

from flask import url_for

_ANY = UUID(int=0)


class Addresses:
    """The addresses of cases on one page."""

    def __init__(self) -> None:
        self._around: dict[str, tuple[str, str]] = {}

    def of(self, endpoint: str, filing_id: UUID) -> str:
        """Return where a page of a case is."""
        if endpoint not in self._around:
            before, _id, after = url_for(endpoint, filing_id=_ANY).partition(str(_ANY))
            self._around[endpoint] = (before, after)
        before, after = self._around[endpoint]
        return f"{before}{filing_id}{after}"
