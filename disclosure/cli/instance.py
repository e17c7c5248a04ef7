"""Commands for the operator: make an instance, serve it, do its work, look whether it is well."""

import sys
from pathlib import Path
from threading import Event

import click

import config
import migrations
from disclosure.casework import accounts
from disclosure.cli.office import Office, pass_office
from disclosure.domain import programme
from disclosure.jobs.assembly import SIGNER, worker_for
from disclosure.jobs.serving import serve as serve_behind_redis
from disclosure.ledger.keys import Signer
from disclosure.queue import QUEUES


@click.command()
@click.option("--code", help="Code of the organisation in capitals, such as UN.")
@click.option("--name", help="Its name in English.")
@click.option("--programme", "file", default="un-secretariat", show_default=True, help="Programme file.")
@click.option("--officer", help="E-mail address of the first programme officer.")
@click.option("--officer-name", help="Their name.")
@pass_office
def init(
    office: Office,
    code: str | None,
    name: str | None,
    file: str,
    officer: str | None,
    officer_name: str | None,
) -> None:
    """Make an instance, or bring its database up to date; add an organisation when one is named.

    Nothing that is there is changed: secrets, keys and rows stay.
    """
    if code is None and (name or officer or officer_name):
        raise click.UsageError("Name the organisation that is meant with --code.")
    folder = config.instance_folder()
    if not (folder / config.MARK).exists():
        config.prepare_instance(folder, demo=False)
    else:
        config.complete_instance(folder)
    settings = office.config
    migrations.upgrade(office.engine)
    if not (settings.ledger_keys / SIGNER).exists():
        Signer.create(settings.ledger_keys / SIGNER)
    click.echo(f"The instance is at {folder}; its database is up to date.")
    if code is None:
        return
    if not (name and officer and officer_name):
        raise click.UsageError("An organisation needs --code, --name, --officer and --officer-name.")
    programme.load(file)
    place = Path(file)
    with office.transaction() as db:
        accounts.set_up_organisation(
            db,
            code=code,
            names={"en": name},
            programme=str(place.absolute()) if place.is_file() else file,
            officer_email=officer,
            officer_name=officer_name,
        )
    click.echo(f"{name} is set up. {officer_name} ({officer}) is its first programme officer.")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--threads", default=8, show_default=True, help="Requests answered at once.")
@pass_office
def serve(office: Office, host: str, port: int, threads: int) -> None:
    """Serve the three sites from this one process, for a trial: /, /review, /compliance.

    In production each site is a process of its own with its own keys.
    """
    from disclosure.cli.serving import run  # noqa: PLC0415 - gunicorn is not loaded by other commands

    settings = office.config
    click.echo(f"The filing site is at http://{host}:{port}/, the others at /review and /compliance.")
    if settings.demo:
        click.echo(f"Sign in as one of the demo people: http://{host}:{port}/demo")
    run(settings, host=host, port=port, threads=threads)


@click.command()
@click.option(
    "--queue",
    "queues",
    multiple=True,
    type=click.Choice(QUEUES),
    help="A queue to work; by default all of them.",
)
@click.option("--once", is_flag=True, help="Do what is owed now and exit.")
@pass_office
def work(office: Office, queues: tuple[str, ...], once: bool) -> None:
    """Do the work that is owed: letters, checks, document requests, sealing the ledger.

    A worker needs only the keys of its queues: common none, review the review site's.
    """
    settings = office.config
    worker = worker_for(settings, office.engine, queues=queues or QUEUES)
    if once:
        done = worker.run_until_idle()
        worker.tick()
        click.echo(f"{done} pieces of work done.")
    elif settings.redis_url:
        serve_behind_redis(settings.redis_url, worker)
    else:
        worker.run_forever(Event())


@click.command()
@pass_office
def doctor(office: Office) -> None:
    """Look whether this installation is well, and say what to do where it is not."""
    from disclosure.cli.checkup import findings  # noqa: PLC0415 - it loads what every command else can do without

    ill = 0
    for finding in findings(office):
        click.echo(("ok    " if finding.well else "NOT   ") + finding.sentence)
        ill += not finding.well
    sys.exit(1 if ill else 0)
