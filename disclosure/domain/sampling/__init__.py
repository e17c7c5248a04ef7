"""The draw of the verification sample, so made that nobody can steer it and anybody can repeat it.

1. `commit` fixes who can be drawn (one random token of 128 bits per filing, nothing personal), the
   rate, the office's secret seed (by its SHA-256) and which public value will be used, one that
   nobody can know yet. The commitment is published, or at least its digest.
2. When the public value is out, `reveal` shows the seed, draws, and gives the public record.
3. `verify` repeats the draw from the record alone.

The key that scores the tokens is made from the seed and the public value together. With the seed
alone, the office could try seeds and tokens until it liked the result, and commit to that one. With
the public value alone, whoever can influence it could steer the draw. As it is, the office fixed its
part before the public value existed, and nobody who makes the public value knows the seed.

Whoever has not finished the verification of the last cycle is carried over: added beside the random
part. A carried token stays in the frame like any other, so it neither takes a place from the
others nor escapes chance; when chance hits it too, it stands once, as random and carried. It need not
be in the frame: its filing may have been late. A filing made after the commitment is not drawn.
"""

from disclosure.domain.sampling.documents import (
    Commitment,
    Drawn,
    Record,
    Stratum,
    encode,
    parse_commitment,
    parse_record,
)
from disclosure.domain.sampling.drawing import Standing, commit, draw, reveal, standing
from disclosure.domain.sampling.verifying import verify, verify_document

__all__ = [
    "Commitment",
    "Drawn",
    "Record",
    "Standing",
    "Stratum",
    "commit",
    "draw",
    "encode",
    "parse_commitment",
    "parse_record",
    "reveal",
    "standing",
    "verify",
    "verify_document",
]
