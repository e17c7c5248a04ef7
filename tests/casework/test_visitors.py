"""Who is there, read in one statement: the same answer as session and roles read one after the other."""

from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from disclosure import clock
from disclosure.casework import accounts
from disclosure.casework.accounts import Visitor
from disclosure.domain.actors import Role
from disclosure.models import Base
from tests.cast import PRESENT, Cast


def visitor(db: Session, token: str, *, site: str = "review") -> Visitor | None:
    return accounts.visitor(db.connection(), token, site=site, idle_minutes=30, absolute_hours=12)


def columns(row: Base) -> dict[str, object]:
    return {column.key: getattr(row, column.key) for column in row.__table__.columns}


@pytest.mark.parametrize("name", ["amina", "rosa", "ana", "olu"])
def test_whoever_has_a_session_is_known_with_their_roles(db: Session, cast: Cast, name: str) -> None:
    account = getattr(cast, name).account
    token = accounts.begin_session(db, account, site="review", method="link")
    found = visitor(db, token)
    assert found is not None
    assert columns(found.session.account) == columns(account)
    assert found.session.method == "link"
    assert columns(found.organisation) == columns(cast.organisation)
    assert found.actor == accounts.actor_of(db, account)


def test_what_is_known_of_somebody_is_a_copy_that_changes_nothing(db: Session, cast: Cast) -> None:
    token = accounts.begin_session(db, cast.rosa.account, site="review", method="link")
    found = visitor(db, token)
    assert found is not None
    found.session.account.name = "Somebody else"
    db.flush()
    db.refresh(cast.rosa.account)
    assert cast.rosa.account.name == "Rosa Delgado"
    assert not db.new


def test_somebody_with_several_roles_has_them_all(db: Session, cast: Cast) -> None:
    account = cast.olu.account
    entity = cast.amina.on_roster.entity
    accounts.grant_role(db, by=cast.petra.actor, account=account, role=Role.FOCAL_POINT, entity=entity)
    token = accounts.begin_session(db, account, site="review", method="link")
    found = visitor(db, token)
    assert found is not None
    assert len(found.actor.held) > 1
    assert found.actor == accounts.actor_of(db, account)


def test_a_role_taken_away_is_gone_on_the_very_next_page(db: Session, cast: Cast) -> None:
    token = accounts.begin_session(db, cast.rosa.account, site="review", method="link")
    [grant] = cast.rosa.account.grants
    accounts.revoke_role(db, by=cast.olu.actor, grant=grant)
    found = visitor(db, token)
    assert found is not None
    assert found.actor.held == ()


def test_nobody_is_there_with_a_session_that_is_over_or_of_another_site(db: Session, cast: Cast) -> None:
    account = cast.rosa.account
    token = accounts.begin_session(db, account, site="review", method="link")
    assert visitor(db, token, site="portal") is None
    assert visitor(db, "guessed") is None
    with clock.travel(PRESENT + timedelta(minutes=31)):
        assert visitor(db, token) is None
    with clock.travel(PRESENT + timedelta(hours=13)):
        assert visitor(db, token) is None
    assert visitor(db, token) is not None
    accounts.disable(db, by=cast.olu.actor, account=account)
    assert visitor(db, token) is None


def test_it_costs_one_statement(db: Session, cast: Cast) -> None:
    token = accounts.begin_session(db, cast.rosa.account, site="review", method="link")
    db.commit()
    db.expire_all()
    statements: list[str] = []

    def count(_connection: Connection, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(db.get_bind(), "before_cursor_execute", count)
    found = visitor(db, token)
    assert found is not None
    assert found.session.account.name == "Rosa Delgado"
    assert len([one for one in statements if one.startswith("SELECT")]) == 1
    assert found.organisation.code == cast.organisation.code
