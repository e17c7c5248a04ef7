"""Repeat a draw from its public record: python3 verify_draw.py record.json [published digest].

A second reading of the rule, with nothing of the program that drew and nothing but the standard library.
"""

import json
import sys
from fractions import Fraction
from hashlib import sha256
from hmac import digest
from math import ceil
from pathlib import Path

record = json.loads(Path(sys.argv[1]).read_bytes())
commitment, seed = record["commitment"], bytes.fromhex(record["seed"])
committed = json.dumps(commitment, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
published = "".join(sys.argv[2:]) or record["commitment_digest"]
key = sha256(b"disclosure draw 1" + seed + record["public_value"].encode()).digest()
carried, drawn, stratum_of = set(commitment["carried"]), [], {}
for stratum in commitment["strata"]:
    name, tokens = stratum["name"], stratum["tokens"]
    ranked = sorted((digest(key, token.encode(), "sha256"), token) for token in tokens)
    for score, token in ranked[: ceil(Fraction(commitment["rate"]) * len(tokens))]:
        drawn.append((token, True, token in carried, name, score.hex()))
    stratum_of |= dict.fromkeys(tokens, name)
for token in sorted(carried - {line[0] for line in drawn}):
    score = digest(key, token.encode(), "sha256").hex() if token in stratum_of else None
    drawn.append((token, False, True, stratum_of.get(token), score))
told = ("token", "random", "carried", "stratum", "score")
recorded = [tuple(line[name] for name in told) for line in record["drawn"]]
faults = [
    *["The commitment is not the published one."] * (sha256(committed).hexdigest() != published),
    *["The seed is not the one committed to."] * (sha256(seed).hexdigest() != commitment["seed_digest"]),
    *["The record names other people than the rule draws."] * (drawn != recorded),
]
print("\n".join(line[0] for line in drawn))
sys.exit(" ".join(faults) or None)
