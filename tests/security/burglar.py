"""A script in a process of its own that tries to open whatever a database holds with the keys it is given.

It has what a thief of one process, or of two, would have: the address of the database, their settings and
environment, and nothing of the test's memory. It does not ask any policy: it takes every wrapped data key
and every sealed row, and tries. Prints, as JSON, how many of each table it opened.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import product

from sqlalchemy import select

from config import ComplianceConfig, PortalConfig, ReviewConfig, SiteConfig
from disclosure.casework import reading
from disclosure.casework.sealed import WRAPS, wraps_of
from disclosure.casework.sealed_places import kinds
from disclosure.db import make_engine, transaction
from disclosure.errors import KeyMissing, SealBroken
from disclosure.vault.sealing import Binding

SETTINGS: dict[str, type[SiteConfig]] = {
    "portal": PortalConfig,
    "review": ReviewConfig,
    "compliance": ComplianceConfig,
}


def opened(opener: reading.Opener, url: str) -> Iterator[str]:
    """Yield the table of every row whose content was read."""
    engine = make_engine(url)
    with transaction(engine, write=False) as db:
        for kind in kinds():
            if "." in kind.name:
                continue
            versions = [] if kind.version is None else [kind.version]
            for row in db.execute(select(kind.id, kind.table.c.sealed, *versions)).all():
                place = Binding(kind.name, row[0], row[2] if versions else 1)
                try:
                    opener.open(row[1], wraps_of(db, row[0]), bound_to=place)
                except (KeyMissing, SealBroken):
                    continue
                yield kind.name
        assert db.execute(select(WRAPS)).first() is not None, "the database holds nothing to open"
    engine.dispose()


def main(*sites: str) -> None:
    """Read the settings of these sites from the environment as their processes do, and try with all."""
    settings = [SETTINGS[site].from_environment() for site in sites]
    folders = [one.keys for one in settings if isinstance(one, PortalConfig | ReviewConfig)]
    found: Counter[str] = Counter()
    for one, folder in product(settings, folders):
        found |= Counter(opened(reading.keys_in(folder).opener, one.database_url))
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
