"""Repeating a draw from its public record, with no database and nothing but standard hashing."""

from collections.abc import Iterator

from disclosure.domain.sampling.documents import RULE, VERSION, Drawn, Record, parse_record
from disclosure.domain.sampling.drawing import draw
from disclosure.domain.sampling.rules import commitment_faults, named, opening_faults
from disclosure.errors import BadInput


def verify(record: Record, *, published: str | None = None) -> list[str]:
    """Repeat a draw and say in sentences what is wrong with its record. An empty list means nothing is.

    `published` is the digest of the commitment as it was known before the draw. Without it
    the record is only shown to agree with itself, not to be the draw that was announced.
    """
    commitment = record.commitment
    if (commitment.version, commitment.rule) != (VERSION, RULE):
        return [f"The record (version {commitment.version}) follows a rule that this program does not know."]
    faults = [*commitment_faults(commitment), *opening_faults(record)]
    if published is not None and published != commitment.digest():
        faults.append(f"The commitment in the record is not the one published with the digest {published}.")
    return faults or list(_outcome_faults(record.drawn, draw(record)))


def verify_document(written: bytes, *, published: str | None = None) -> list[str]:
    """Do what `verify` does for a record as it was published, byte by byte."""
    try:
        record = parse_record(written)
    except BadInput as fault:
        return [str(fault)]
    return verify(record, published=published)


def _outcome_faults(recorded: tuple[Drawn, ...], repeated: tuple[Drawn, ...]) -> Iterator[str]:
    lines, rightful = {line.token: line for line in recorded}, {line.token: line for line in repeated}
    if missing := rightful.keys() - lines.keys():
        yield f"By the rule these tokens are drawn, but the record leaves them out: {named(sorted(missing))}."
    if added := lines.keys() - rightful.keys():
        yield f"By the rule these tokens are not drawn, but the record has them: {named(sorted(added))}."
    if wrong := [token for token, line in rightful.items() if token in lines and lines[token] != line]:
        yield f"These tokens are drawn, but with another score, stratum or reason: {named(wrong)}."
    if recorded != repeated and not (missing or added or wrong):
        yield "The right tokens are drawn, but not in the order of the rule, or one stands twice."
