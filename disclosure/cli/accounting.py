"""Commands for accounts: who can sign in, and in which role."""

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from config import SITES
from disclosure.access import Permission, demand
from disclosure.casework import accounts
from disclosure.casework.accounts import factors, links
from disclosure.cli.office import Office, pass_office
from disclosure.domain.actors import Role
from disclosure.errors import NotFound
from disclosure.models import Account, Entity, Grant

ROLE = click.Choice([role.value for role in Role])
SITE = click.Choice(SITES)


@click.group()
def account() -> None:
    """Create accounts for people of the office and from outside, and give them roles.

    Filers need none of this: they get their account when they are designated.
    """


@account.command(name="list")
@pass_office
def list_(office: Office) -> None:
    """List everybody who holds a role."""
    with office.transaction(write=False) as db:
        organisation = office.organisation(db)
        demand(office.actor(db), Permission.ACCOUNTS_MANAGE, organisation)
        rows = db.execute(
            select(Account.email, Account.name, Grant.role, Entity.code)
            .join(Grant, Grant.account_id == Account.id)
            .outerjoin(Entity, Entity.id == Grant.entity_id)
            .where(Grant.organisation_id == organisation.id, Grant.revoked_at.is_(None))
            .order_by(Grant.role, Entity.position, Account.email)
        )
        for email, name, role, code in rows:
            click.echo(f"{role.value:18} {code or '':12} {email}  {name}")


@account.command()
@click.argument("email")
@click.option("--name", required=True)
@click.option("--language", default="en", show_default=True)
@pass_office
def create(office: Office, email: str, name: str, language: str) -> None:
    """Create an account; its owner signs in with a link sent to EMAIL."""
    with office.transaction() as db:
        accounts.create_account(
            db,
            by=office.actor(db),
            organisation=office.organisation(db),
            email=email,
            name=name,
            language=language,
        )
    click.echo(f"{name} can sign in with {email}. Give the account a role with: disclosure account grant")


@account.command()
@click.argument("email")
@click.argument("role", type=ROLE)
@click.option("--entity", help="Code of the entity, for focal points and heads.")
@pass_office
def grant(office: Office, email: str, role: str, entity: str | None) -> None:
    """Give the account of EMAIL a ROLE."""
    with office.transaction() as db:
        accounts.grant_role(
            db,
            by=office.actor(db),
            account=_account(office, db, email),
            role=Role(role),
            entity=_entity(office, db, entity) if entity else None,
        )
    click.echo(f"{email} is {role.replace('-', ' ')}{f' of {entity}' if entity else ''}.")


@account.command()
@click.argument("email")
@click.argument("role", type=ROLE)
@pass_office
def revoke(office: Office, email: str, role: str) -> None:
    """Take a ROLE back; it is gone at the account's next click."""
    with office.transaction() as db:
        found = _account(office, db, email)
        held = [one for one in found.grants if one.role.value == role and one.revoked_at is None]
        if not held:
            raise NotFound(f"{email} does not hold the role {role}.")
        for one in held:
            accounts.revoke_role(db, by=office.actor(db), grant=one)
    click.echo(f"{email} is {role.replace('-', ' ')} no longer.")


@account.command()
@click.argument("email")
@click.option("--site", type=SITE, default="review", show_default=True, help="Where they will sign in.")
@pass_office
def invite(office: Office, email: str, site: str) -> None:
    """Send the owner of EMAIL a link that works once, for a week, to take up the account."""
    with office.transaction() as db:
        links.invite(db, by=office.actor(db), account=_account(office, db, email), site=site)
    click.echo(f"An invitation is on its way to {email}. It works for {links.INVITATION_DAYS} days.")


@account.command()
@click.argument("email")
@click.option("--site", type=SITE, default="review", show_default=True, help="Where they will sign in.")
@pass_office
def reset_factors(office: Office, email: str, site: str) -> None:
    """Take all second factors off the account of EMAIL, whose owner has lost them and their codes.

    First make sure, other than by mail, that it is the owner who asks.
    """
    with office.transaction() as db:
        factors.reset(db, by=office.actor(db), account=_account(office, db, email), site=site)
    click.echo(f"{email} sets up a new second factor at the next sign-in. All sessions are over.")


@account.command()
@click.argument("email")
@pass_office
def disable(office: Office, email: str) -> None:
    """Close the account of EMAIL: its sessions end now."""
    with office.transaction() as db:
        accounts.disable(db, by=office.actor(db), account=_account(office, db, email))
    click.echo(f"{email} can sign in no more.")


def _account(office: Office, db: Session, email: str) -> Account:
    found = accounts.find_account(db, email, organisation=office.organisation(db))
    if found is None:
        raise NotFound(f"Nobody here has the address {email}. Create the account first.")
    return found


def _entity(office: Office, db: Session, code: str) -> Entity:
    found = db.scalar(
        select(Entity).where(Entity.organisation_id == office.organisation(db).id, Entity.code == code)
    )
    if found is None:
        raise NotFound(f"There is no entity {code}. See the list of entities you imported.")
    return found
