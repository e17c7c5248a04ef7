"""The certificate that a cycle's keys were destroyed: what, when, who, and what nobody can read any more.

It is JSON in the one form of the ledger, signed with the ledger's key, so that whoever has the ledger's
public key can check it without this installation; the same is set as a paper to be printed.
"""

from datetime import datetime
from typing import Literal, Self

import msgspec

from disclosure.casework.sealed_places import in_words
from disclosure.errors import BadInput
from disclosure.ledger.canonical import canonical
from disclosure.ledger.keys import LedgerKeys, Signer
from disclosure.printing.papers import Paper, Row, Section, Words

FORMAT = "disclosure-destruction/1"
_PURPOSE = b"disclosure destruction certificate 1\n"
"""Begins what is signed, so that no signature of a ledger head passes for one of a certificate."""


class Witness(msgspec.Struct, frozen=True):
    """Somebody who took part: their account, name, and the instant."""

    account_id: str
    name: str
    at: str


class DestroyedKey(msgspec.Struct, frozen=True, kw_only=True):
    """One key pair, and where its private half was found and erased: at its site, in escrow, or neither."""

    id: str
    recipient: str
    generation: int
    fingerprint: str
    created_at: str
    erased_at_site: bool
    erased_in_escrow: bool


class Certificate(msgspec.Struct, frozen=True, kw_only=True):
    """What is certified. `unreadable` counts sealed objects by kind; `stays_public` published summaries."""

    format: Literal["disclosure-destruction/1"] = "disclosure-destruction/1"
    organisation: str
    organisation_name: str
    cycle_id: str
    year: int
    retention_ended_on: str
    proposed: Witness
    confirmed: Witness
    destroyed_at: str
    keys: list[DestroyedKey]
    unreadable: dict[str, int]
    stays_public: int

    def message(self) -> bytes:
        """Write what is signed."""
        return _PURPOSE + canonical(msgspec.to_builtins(self))


class SignedCertificate(msgspec.Struct, frozen=True):
    """A certificate with its signature (Ed25519, hexadecimal) and the id of the key that made it."""

    certificate: Certificate
    key_id: str
    signature: str

    @classmethod
    def sign(cls, certificate: Certificate, signer: Signer) -> Self:
        """Sign a certificate with the ledger's key."""
        return cls(certificate, signer.key_id, signer.sign(certificate.message()).hex())

    @classmethod
    def parse(cls, text: str | bytes) -> Self:
        """Read what `text` wrote. Raises BadInput if it is no certificate."""
        try:
            return msgspec.json.decode(text, type=cls)
        except msgspec.MsgspecError as error:
            raise BadInput(f"This is not a certificate of destruction: {error}") from None

    def text(self) -> str:
        """Write it as JSON."""
        return msgspec.json.format(msgspec.json.encode(self), indent=1).decode() + "\n"

    def is_signed(self, keys: LedgerKeys) -> bool:
        """Whether one of these keys signed this very certificate."""
        try:
            signature = bytes.fromhex(self.signature)
        except ValueError:
            return False
        return keys.signed(self.certificate.message(), key_id=self.key_id, signature=signature)

    def paper(self) -> Paper:
        """Set it as a paper with room for two signatures by hand."""
        told = self.certificate
        return Paper(
            language="en",
            direction="ltr",
            issuer=told.organisation_name,
            title=f"Destruction of the keys of {told.year}",
            notice="Nothing that was sealed in this cycle can be opened with the keys named here any more. "
            "Copies of key files that were kept elsewhere are not covered: they had to be destroyed as well.",
            footer=f"Certificate of destruction, {told.organisation} {told.year}",
            page_number="Page {page} of {pages}",
            uncovered="",
            facts=(
                Row("Destroyed at", (told.destroyed_at,)),
                Row("Retention ended on", (told.retention_ended_on,)),
                Row("Proposed by", (told.proposed.name, told.proposed.at)),
                Row("Confirmed by", (told.confirmed.name, told.confirmed.at)),
            ),
            sections=(self._unreadable(), self._keys(), self._signatures()),
        )

    def _unreadable(self) -> Section:
        told = self.certificate
        public = f"{told.stays_public} summaries that their filers published stay public until they withdraw."
        lost = tuple(in_words(kind, number) for kind, number in told.unreadable.items())
        return Section(heading="Unreadable from now on", listed=lost or ("nothing",), notes=(public,))

    def _keys(self) -> Section:
        listed = tuple(
            f"{key.recipient}, generation {key.generation}: {key.fingerprint} ({_erased(key)})"
            for key in self.certificate.keys
        )
        return Section(heading="Keys", listed=listed)

    def _signatures(self) -> Section:
        lines = (
            Words(text=f"{self.certificate.proposed.name}: ______________________________"),
            Words(text=f"{self.certificate.confirmed.name}: ______________________________"),
            Words(text=f"Ledger key {self.key_id}"),
            Words(text=f"Ed25519 {self.signature[:64]} {self.signature[64:]}"),
        )
        return Section(heading="Signatures", paragraphs=lines)


def witness(account_id: object, name: str, at: datetime) -> Witness:
    """Return who took part, and when."""
    return Witness(str(account_id), name, at.isoformat(timespec="seconds"))


def _erased(key: DestroyedKey) -> str:
    places = [
        place
        for place, was_there in (("at its site", key.erased_at_site), ("in escrow", key.erased_in_escrow))
        if was_there
    ]
    return f"erased {' and '.join(places)}" if places else "its private half was not found here"
