"""The ledger: append-only lines, linked into a signed Merkle tree by the sealer."""

from disclosure.ledger.kinds import FACTS
from disclosure.ledger.looking import count_as_one_look
from disclosure.ledger.recording import record, record_all
from disclosure.models.gathering import write_out

__all__ = ["FACTS", "count_as_one_look", "record", "record_all", "write_out"]
