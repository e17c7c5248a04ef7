"""Links and sessions: used once, ended at once, and nothing told to somebody who guesses."""

from datetime import timedelta
from hashlib import sha256

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import accounts
from disclosure.casework.accounts.links import LINKS_AT_ONCE
from disclosure.domain.actors import Role
from disclosure.errors import NotPermitted
from disclosure.mail.doors import LINK_PATH, unlocked
from disclosure.models import Account, Delegation, LedgerEntry, Letter, SignedIn, SignInLink
from tests.cast import PRESENT, Cast

LATER = PRESENT + timedelta(minutes=accounts.SIGN_IN_MINUTES + 1)


def letters(db: Session) -> list[Letter]:
    return list(db.scalars(select(Letter).where(Letter.kind == "sign-in").order_by(Letter.written_at)))


def sent_token(db: Session, cast: Cast, *, site: str = "portal") -> str:
    """Ask for a link and read the token from the letter, as it is handed over."""
    accounts.send_sign_in_link(db, email=cast.amina.account.email, site=site)
    db.commit()
    bind = db.get_bind()
    assert isinstance(bind, Engine)
    letter = letters(db)[-1]
    db.commit()
    db.expunge(letter)
    path: str = unlocked(bind, letter).params["path"]
    db.expire_all()
    return path.removeprefix(LINK_PATH)


def begin(db: Session, account: Account, *, site: str = "review") -> str:
    return accounts.begin_session(db, account, site=site, method="link")


def session(db: Session, token: str, *, site: str = "review") -> SignedIn | None:
    return accounts.session_of(db, token, site=site, idle_minutes=30, absolute_hours=12)


def keep_alive(db: Session, token: str) -> None:
    accounts.keep_alive(db, token, site="review")
    db.expire_all()


def test_a_link_signs_in_whom_it_was_sent_to(db: Session, cast: Cast) -> None:
    token = sent_token(db, cast)
    assert accounts.redeem(db, token=token, site="portal") is cast.amina.account


def test_a_link_is_of_no_use_before_its_letter_goes(db: Session, cast: Cast) -> None:
    accounts.send_sign_in_link(db, email=cast.amina.account.email, site="portal")
    link = db.scalars(select(SignInLink)).one()
    [letter] = letters(db)
    assert letter.params["path"] == f"{LINK_PATH}{link.id}"
    for guess in (str(link.id), link.id.hex, link.token_hash.hex()):
        with pytest.raises(NotPermitted):
            accounts.redeem(db, token=guess, site="portal")


def test_asking_for_a_link_tells_nobody_whether_there_is_an_account(db: Session, cast: Cast) -> None:
    for email in ("nobody@example.org", "", "not an address", "amina@example.org"):
        accounts.send_sign_in_link(db, email=email, site="portal")
    assert [letter.to_email for letter in letters(db)] == ["amina@example.org"]


def test_a_disabled_account_is_sent_nothing(db: Session, cast: Cast) -> None:
    accounts.disable(db, by=cast.olu.actor, account=cast.amina.account)
    accounts.send_sign_in_link(db, email="amina@example.org", site="portal")
    assert letters(db) == []


def test_an_address_in_two_organisations_gets_a_link_for_each(db: Session, cast: Cast) -> None:
    accounts.create_account(
        db, by=cast.sana.actor, organisation=cast.elsewhere, email="rosa@example.com", name="Rosa"
    )
    accounts.send_sign_in_link(db, email="rosa@example.com", site="review")
    assert {letter.organisation_id for letter in letters(db)} == {cast.organisation.id, cast.elsewhere.id}


def test_a_mailbox_is_not_flooded(db: Session, cast: Cast) -> None:
    for _ in range(LINKS_AT_ONCE + 3):
        accounts.send_sign_in_link(db, email="amina@example.org", site="portal")
    assert len(letters(db)) == LINKS_AT_ONCE
    with clock.travel(LATER):
        accounts.send_sign_in_link(db, email="amina@example.org", site="portal")
    assert len(letters(db)) == LINKS_AT_ONCE + 1


def test_a_link_works_once_and_ends_the_others(db: Session, cast: Cast) -> None:
    first, second = sent_token(db, cast), sent_token(db, cast)
    accounts.redeem(db, token=first, site="portal")
    for token in (first, second):
        with pytest.raises(NotPermitted, match="does not work any more"):
            accounts.redeem(db, token=token, site="portal")


def test_every_refusal_of_a_link_reads_the_same(db: Session, cast: Cast) -> None:
    expired, elsewhere, disabled = (sent_token(db, cast) for _ in range(3))
    said = []
    with clock.travel(LATER), pytest.raises(NotPermitted) as refused:
        accounts.redeem(db, token=expired, site="portal")
    said.append(str(refused.value))
    for token, site in ((elsewhere, "review"), ("guessed", "portal"), ("", "portal")):
        with pytest.raises(NotPermitted) as refused:
            accounts.redeem(db, token=token, site=site)
        said.append(str(refused.value))
    accounts.disable(db, by=cast.olu.actor, account=cast.amina.account)
    with pytest.raises(NotPermitted) as refused:
        accounts.redeem(db, token=disabled, site="portal")
    assert {*said, str(refused.value)} == {"This link does not work any more. Ask for a new one."}


def test_a_link_works_to_its_last_second(db: Session, cast: Cast) -> None:
    token = sent_token(db, cast)
    with clock.travel(LATER - timedelta(seconds=65)):
        assert accounts.redeem(db, token=token, site="portal") is cast.amina.account


def test_a_session_is_of_one_site_and_knows_its_account(db: Session, cast: Cast) -> None:
    token = begin(db, cast.rosa.account)
    found = session(db, token)
    assert found is not None
    assert found.account is cast.rosa.account
    assert session(db, token, site="portal") is None
    assert session(db, "guessed") is None
    assert found.token_hash == sha256(token.encode()).digest()


def test_a_session_ends_when_idle(db: Session, cast: Cast) -> None:
    token = begin(db, cast.rosa.account)
    with clock.travel(PRESENT + timedelta(minutes=29)):
        assert session(db, token) is not None
        keep_alive(db, token)
    with clock.travel(PRESENT + timedelta(minutes=58)):
        assert session(db, token) is not None
    with clock.travel(PRESENT + timedelta(minutes=60)):
        assert session(db, token) is None


def test_a_session_ends_after_its_hours_however_busy(db: Session, cast: Cast) -> None:
    token = begin(db, cast.rosa.account)
    for minutes in range(20, 12 * 60, 20):
        with clock.travel(PRESENT + timedelta(minutes=minutes)):
            assert session(db, token) is not None
            keep_alive(db, token)
    with clock.travel(PRESENT + timedelta(hours=12, seconds=1)):
        assert session(db, token) is None


def test_a_shorter_limit_reaches_sessions_that_are_open(db: Session, cast: Cast) -> None:
    token = begin(db, cast.rosa.account)
    with clock.travel(PRESENT + timedelta(minutes=61)):
        found = accounts.session_of(db, token, site="review", idle_minutes=90, absolute_hours=1)
    assert found is None


def test_looking_a_session_up_writes_nothing(db: Session, cast: Cast) -> None:
    token = begin(db, cast.rosa.account)
    begun = db.scalars(select(SignedIn.seen_at)).one()
    with clock.travel(PRESENT + timedelta(seconds=70)):
        session(db, token)
    assert db.scalars(select(SignedIn.seen_at)).one() == begun


def test_a_session_that_was_ended_is_not_kept_alive(db: Session, cast: Cast) -> None:
    token = begin(db, cast.rosa.account)
    signed_in = session(db, token)
    assert signed_in is not None
    accounts.end_session(db, signed_in)
    begun = signed_in.seen_at
    with clock.travel(PRESENT + timedelta(seconds=70)):
        keep_alive(db, token)
    assert db.scalars(select(SignedIn.seen_at)).one() == begun


def test_signing_out_ends_the_session_and_only_it(db: Session, cast: Cast) -> None:
    mine, other = begin(db, cast.rosa.account), begin(db, cast.rosa.account)
    signed_in = session(db, mine)
    assert signed_in is not None
    accounts.end_session(db, signed_in)
    accounts.end_session(db, signed_in)
    assert session(db, mine) is None
    assert session(db, other) is not None
    lines = db.execute(
        select(LedgerEntry.kind, LedgerEntry.facts)
        .where(LedgerEntry.account_id == cast.rosa.account.id)
        .order_by(LedgerEntry.at)
    )
    assert [tuple(line) for line in lines] == [
        ("account:signed-in", {"site": "review", "method": "link"}),
        ("account:signed-in", {"site": "review", "method": "link"}),
        ("account:signed-out", {"site": "review"}),
    ]


def test_disabling_ends_sessions_links_and_delegations(db: Session, cast: Cast) -> None:
    account = cast.amina.account
    token = begin(db, account, site="portal")
    link = sent_token(db, cast)
    db.add(Delegation(person_id=cast.hana.on_roster.id, delegate_id=account.id, granted_at=clock.now()))
    accounts.disable(db, by=cast.olu.actor, account=account)
    assert session(db, token, site="portal") is None
    with pytest.raises(NotPermitted):
        accounts.redeem(db, token=link, site="portal")
    with pytest.raises(NotPermitted, match="disabled"):
        begin(db, account)
    open_ones = select(func.count()).where(
        Delegation.delegate_id == account.id, Delegation.revoked_at.is_(None)
    )
    assert db.scalar(open_ones) == 0


def test_a_role_taken_away_is_gone_in_an_open_session(db: Session, cast: Cast) -> None:
    token = begin(db, cast.rosa.account)
    [grant] = cast.rosa.account.grants
    accounts.revoke_role(db, by=cast.olu.actor, grant=grant)
    found = session(db, token)
    assert found is not None
    assert Role.REVIEWER not in {held.role for held in accounts.actor_of(db, found.account).held}
