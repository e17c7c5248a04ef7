import io
import stat
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from disclosure.errors import ConfigError, SealBroken
from disclosure.vault.attachments import seal_stream
from disclosure.vault.storage import Storage
from tests.vault.cast import BOTH, Sites, somewhere


class PowerCut(BaseException):
    pass


@pytest.fixture(params=["folder", "memory"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    """A folder, and a service that fsspec reaches by URL."""
    return Storage(str(tmp_path / "sealed") if request.param == "folder" else f"memory://{uuid4()}")


def put(storage: Storage, content: bytes | type[BaseException], *, content_id: UUID | None = None) -> UUID:
    """Store content; of an error, store half a file and then have the error happen."""
    content_id = content_id or uuid4()
    with storage.create(content_id) as target:
        if not isinstance(content, bytes):
            target.write(b"half of it")
            raise content
        target.write(content)
    return content_id


def test_what_is_stored_comes_back(storage: Storage) -> None:
    content_id = put(storage, b"ciphertext")
    with storage.open(content_id) as source:
        assert source.read() == b"ciphertext"


def test_a_sealed_file_goes_through_storage_and_back(sites: Sites, storage: Storage) -> None:
    content, place, content_id = b"a bank statement " * 10_000, somewhere(), uuid4()
    with storage.create(content_id) as target:
        file = seal_stream(
            io.BytesIO(content),
            target,
            sealer=sites.sealer,
            bound_to=place,
            cycle_id=sites.cycle_id,
            recipients=BOTH,
        )
    with storage.open(content_id) as source:
        segments = sites.review_opener.open_stream(source, file.wraps, bound_to=place)
        assert b"".join(segments) == content


@pytest.mark.parametrize("cut", [ValueError, PowerCut])
def test_a_file_not_written_to_its_end_leaves_no_trace(storage: Storage, cut: type[BaseException]) -> None:
    kept, lost = put(storage, b"kept"), uuid4()
    with pytest.raises(cut):
        put(storage, cut, content_id=lost)
    assert list(storage.content_ids()) == [kept]
    with pytest.raises(SealBroken, match="missing"), storage.open(lost):
        pass


def test_a_file_is_not_there_before_it_is_whole(storage: Storage) -> None:
    content_id = uuid4()
    with storage.create(content_id) as target:
        target.write(b"so far")
        target.flush()
        assert list(storage.content_ids()) == []
    assert list(storage.content_ids()) == [content_id]


def test_a_deleted_file_is_gone_and_may_be_deleted_again(storage: Storage) -> None:
    content_id = put(storage, b"x")
    storage.delete(content_id)
    storage.delete(content_id)
    with pytest.raises(SealBroken, match=f"{content_id} is missing"), storage.open(content_id):
        pass


def test_files_and_folders_are_for_their_owner_alone(tmp_path: Path) -> None:
    put(Storage(str(tmp_path / "sealed")), b"x")
    for path in (tmp_path / "sealed").rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)
    assert stat.S_IMODE((tmp_path / "sealed").stat().st_mode) == 0o700


@pytest.mark.parametrize("url", ["nosuch://place", "gopher://place/x"])
def test_an_unknown_kind_of_storage_is_told_in_a_sentence(url: str) -> None:
    with pytest.raises(ConfigError, match="cannot be stored at"):
        Storage(url)
