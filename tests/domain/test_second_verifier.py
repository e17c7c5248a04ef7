"""The verifier in docs/verify_draw.py: a second reading of the rule, which shares no line with the first."""

import ast
import json
import subprocess
import sys
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from disclosure.domain import sampling

SCRIPT = Path(__file__).parent.parent.parent / "docs" / "verify_draw.py"
SEED = bytes(range(32))


def token(number: int) -> str:
    return sha256(b"%d" % number).hexdigest()[:32]


def frame(**sizes: int) -> dict[str, list[str]]:
    numbers = iter(range(sum(sizes.values())))
    return {name: [token(next(numbers)) for _ in range(size)] for name, size in sizes.items()}


FRAMES: Mapping[str, tuple[dict[str, list[str]], str, list[str]]] = {
    "one stratum": (frame(all=400), "0.05", []),
    "strata": (frame(peacekeeping=24, secretariat=21, ágora=1), "1/20", []),
    "carried over": (frame(a=60, b=60), "0.05", [token(3), token(70), token(900)]),
    "everybody": (frame(all=7), "1", [token(2)]),
}


def record_of(name: str) -> sampling.Record:
    tokens, rate, carried = FRAMES[name]
    source = "drand round 4711, “quicknet”"
    commitment = sampling.commit(tokens, rate=rate, seed=SEED, source=source, carried=carried)
    return sampling.reveal(commitment, seed=SEED, public_value="8f2c1e")


def verified(written: bytes, folder: Path, *published: str) -> subprocess.CompletedProcess[str]:
    """Run the script as somebody does who has Python and nothing else."""
    file = folder / "record.json"
    file.write_bytes(written)
    return subprocess.run(
        [sys.executable, "-I", "-S", str(SCRIPT), str(file), *published],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", FRAMES)
def test_the_second_verifier_draws_the_same_list(name: str, tmp_path: Path) -> None:
    record = record_of(name)
    done = verified(sampling.encode(record), tmp_path, record.commitment.digest())
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == [line.token for line in record.drawn]


def changed(change: str) -> bytes:
    told: dict[str, Any] = json.loads(sampling.encode(record_of("carried over")))
    if change == "names":
        told["drawn"][0]["token"] = token(5_000)
    elif change == "missing":
        del told["drawn"][-1]
    elif change == "seed":
        told["seed"] = bytes(32).hex()
    else:
        told["commitment"]["strata"][0]["tokens"].pop()
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


@pytest.mark.parametrize("change", ["names", "missing", "seed", "frame"])
def test_both_verifiers_refuse_the_same_records(change: str, tmp_path: Path) -> None:
    record = record_of("carried over")
    digest, written = record.commitment.digest(), changed(change)
    assert verified(written, tmp_path, digest).returncode == 1
    assert sampling.verify_document(written, published=digest) != []


def test_another_digest_than_the_published_one_is_told(tmp_path: Path) -> None:
    done = verified(sampling.encode(record_of("one stratum")), tmp_path, "0" * 64)
    assert done.stderr.strip() == "The commitment is not the published one."


def test_it_is_short_and_stands_on_the_standard_library_alone() -> None:
    written = SCRIPT.read_text(encoding="utf-8")
    assert len(written.splitlines()) <= 40
    found = [node for node in ast.walk(ast.parse(written)) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {name.name for node in found if isinstance(node, ast.Import) for name in node.names}
    names |= {node.module or "" for node in found if isinstance(node, ast.ImportFrom)}
    assert names <= sys.stdlib_module_names
