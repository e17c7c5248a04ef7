"""Commands for the life of keys after they are made."""

import click
from tqdm import tqdm

from disclosure.casework import keys as keeping
from disclosure.casework import recovering, retiring, rewrapping
from disclosure.casework.key_places import KeyPlaces
from disclosure.cli.office import Office, cycle_option, pass_office
from disclosure.jobs.rewrapping import rewrap as rewrap_all
from disclosure.vault.envelope import Recipient
from disclosure.vault.escrow import NEEDED

SITES = click.Choice([site.value for site in Recipient])


def places_of(office: Office) -> KeyPlaces:
    """Return where this instance keeps its keys."""
    config = office.config
    escrow = config.keys_of("escrow")
    return KeyPlaces.in_folders(
        portal=config.keys_of("portal"),
        review=config.keys_of("review"),
        escrow=escrow if escrow.is_dir() and any(escrow.iterdir()) else None,
    )


@click.command()
@cycle_option
@click.option("--site", type=SITES, help="Only the pair of this site; by default both.")
@pass_office
def rotate(office: Office, year: int, site: str | None) -> None:
    """Make the next generation of a cycle's key pairs; what is new is sealed to it at once.

    What was sealed before opens with the older generation until `rewrap` and `retire`.
    """
    places = places_of(office)
    for recipient in [Recipient(site)] if site else Recipient:
        with office.transaction() as db:
            key = keeping.rotate(
                db, by=office.actor(db), cycle=office.cycle(db, year), recipient=recipient, places=places
            )
        click.echo(f"{key.recipient:7} generation {key.generation}  {key.fingerprint}")
    if places.escrow is None:
        click.echo("These keys are in no escrow. Whoever loses them loses what is sealed to them.")
    click.echo(f"Now wrap what was sealed before anew: disclosure keys rewrap --cycle {year}")


@click.command()
@cycle_option
@click.option(
    "--batch",
    type=click.IntRange(min=1, max=10_000),
    default=rewrapping.BATCH,
    show_default=True,
    help="Data keys in one transaction.",
)
@pass_office
def rewrap(office: Office, year: int, batch: int) -> None:
    """Wrap the data keys of a cycle anew, to the newest generation; what is sealed is not rewritten.

    Needs the older private keys. May be cut off at any time and started again.
    """
    with office.transaction(write=False) as db:
        by, cycle = office.actor(db), office.cycle(db, year)
        steps = rewrapping.steps(db, by=by, cycle=cycle)
    done = 0
    for step in steps:
        folder = office.config.keys_of(step.old.recipient)
        batches = rewrap_all(office.engine, folder, by=by, cycle_id=cycle.id, step=step, limit=batch)
        with tqdm(total=step.data_keys, unit=" data keys", desc=f"Rewrapping {step.old.recipient}") as bar:
            for looked_at, replaced in batches:
                bar.update(looked_at)
                done += replaced
    click.echo(f"{done} data keys were wrapped anew.")


@click.command()
@cycle_option
@click.option("--site", type=SITES, required=True, help="The site that the keys leave.")
@click.option("--whole", is_flag=True, help="Every key of a closed cycle, not only older generations.")
@click.option("--leave-in-escrow", is_flag=True, help="Even where only a recovery would open something.")
@pass_office
def retire(office: Office, year: int, site: str, whole: bool, leave_in_escrow: bool) -> None:
    """Take a site's private keys away once nothing depends on them; it opens nothing with them any more."""
    with office.transaction() as db:
        left = retiring.retire(
            db,
            by=office.actor(db),
            cycle=office.cycle(db, year),
            recipient=Recipient(site),
            places=places_of(office),
            whole=whole,
            leave_in_escrow=leave_in_escrow,
        )
    for key in left:
        click.echo(f"{key.recipient:7} generation {key.generation}  {key.fingerprint}  retired")
    if not left:
        click.echo("There was nothing to retire; what an earlier run left in the folders is removed.")


@click.command()
@pass_office
def recover(office: Office) -> None:
    """Put missing private keys back from escrow: three of its five people type their phrases."""
    places = places_of(office)
    phrases = [
        click.prompt(f"Phrase {number} of {NEEDED}", hide_input=True, err=True)
        for number in range(1, NEEDED + 1)
    ]
    with office.transaction() as db:
        back = recovering.recover(
            db,
            by=office.actor(db),
            organisation=office.organisation(db),
            places=places,
            phrases=[" ".join(phrase.split()) for phrase in phrases],
        )
    for key in back:
        click.echo(f"{key.recipient:7} generation {key.generation}  {key.fingerprint}  recovered")
    if not back:
        click.echo("No private key was missing.")
