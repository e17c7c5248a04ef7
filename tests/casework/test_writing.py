"""Texts of a case are sealed to whom their kind is for, whole, and never empty."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from disclosure.casework import reading, writing
from disclosure.domain.actors import WORKER
from disclosure.domain.correspondence import Written
from disclosure.errors import BadInput, NotPermitted
from disclosure.models import DataKey, SealedText, Writing
from tests.casework.office import Office
from tests.cast import Cast
from tests.thoroughness import tries


def write(office: Office, text: str, *, kind: Writing = Writing.QUESTION) -> SealedText:
    filing = office.cast.amina.filing
    row = writing.write(
        office.db,
        office.cast.keys.review.sealer,
        by=office.rosa,
        filing=filing,
        kind=kind,
        subject_id=filing.id,
        text=text,
        items=["a", "b"],
        language="ar",
    )
    office.db.flush()
    return row


@pytest.mark.parametrize("kind", Writing)
def test_the_kind_of_a_text_decides_who_can_open_it(office: Office, kind: Writing) -> None:
    row = write(office, "Hello", kind=kind)
    recipients = set(office.db.scalars(select(DataKey.recipient).where(DataKey.object_id == row.id)))
    private = kind in {
        Writing.NOTE,
        Writing.FINDING,
        Writing.RETURN,
        Writing.ESCALATION,
        Writing.DIRECTION,
    }
    assert recipients == ({"review"} if private else {"portal", "review"})


@pytest.mark.parametrize("text", ["", " ", "\n\t\u00a0"])
def test_an_empty_text_is_refused(office: Office, text: str) -> None:
    with pytest.raises(BadInput, match="empty"):
        write(office, text)


def test_a_text_of_the_longest_length_is_kept_and_one_longer_refused(office: Office) -> None:
    write(office, "文" * writing.LONGEST_TEXT)
    with pytest.raises(BadInput, match="20000 characters; it has 20001"):
        write(office, "x" * (writing.LONGEST_TEXT + 1))


def test_only_somebody_with_an_account_writes(office: Office, cast: Cast) -> None:
    with pytest.raises(NotPermitted):
        writing.write(
            office.db,
            cast.keys.review.sealer,
            by=WORKER,
            filing=cast.amina.filing,
            kind=Writing.NOTE,
            subject_id=cast.amina.filing.id,
            text="Hello",
        )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=tries(8))
@given(text=st.text(min_size=1, max_size=200).filter(lambda text: bool(text.strip())))
def test_any_text_is_read_as_it_was_written(office: Office, text: str) -> None:
    row = write(office, text)
    passages = reading.texts(
        office.db,
        office.cast.keys.portal.opener,
        by=office.cast.amina.actor,
        filing=office.cast.amina.filing,
        why=reading.Why.OWN_COPY,
    )
    [found] = [passage.written for passage in passages if passage.row.id == row.id]
    assert found == Written(text=text, items=("a", "b"), language="ar")
