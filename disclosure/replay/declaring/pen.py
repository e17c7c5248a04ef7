"""What writing any item needs: whose it is, what it is worth, when and where."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from math import ceil
from random import Random
from typing import Any

from disclosure.domain.categories import Category, Holder
from disclosure.domain.interests import (
    HouseholdRelation,
    Member,
    Money,
    Operation,
    Party,
    Related,
)
from disclosure.domain.programme import Programme, ValueMode
from disclosure.replay.declaring.household import new_id
from disclosure.replay.declaring.parties import Pool, pool, pool_in, respelled
from disclosure.replay.declaring.phrases import phrases
from disclosure.replay.declaring.places import Place, duty_places, homes, per_dollar
from disclosure.replay.population import Inhabitant, full_name, relative

AT_HOME = 0.7
"""The part of things that are where the filer comes from."""
NEAR = 0.6
"""The part of banks, schools and the like that are in the country of the thing, where there are any."""
REMARKS = 0.15
UNSURE = 0.03
DIGITS = 3
"""Significant digits of an amount that somebody remembers."""
TIMES = (1.2, 1.4, 1.7, 2.2, 3.0, 4.5, 7.0, 11.0, 18.0, 30.0)
"""How many times the limit something is worth."""


class Pen:
    """Writes for one person in one cycle."""

    def __init__(
        self,
        rng: Random,
        person: Inhabitant,
        *,
        programme: Programme,
        household: tuple[Member, ...],
        covers_from: date,
        covers_to: date,
    ) -> None:
        self.rng = rng
        self.person = person
        self.programme = programme
        self.covers_from = covers_from
        self.covers_to = covers_to
        self.words: Mapping[str, tuple[str, ...]] = phrases(person.language)
        self._spouse = any(member.relation is HouseholdRelation.SPOUSE for member in household)
        self._children = [
            member.id for member in household if member.relation not in (HouseholdRelation.SPOUSE, None)
        ]
        home = homes(person.culture)
        self.place: Place = self.rng.choice(home if self.rng.random() < AT_HOME else duty_places())

    def chance(self, part: float) -> bool:
        """Tell whether something holds that holds for this part of people."""
        return self.rng.random() < part

    def say(self, topic: str) -> str:
        """Return words on a topic in the person's language."""
        return self.rng.choice(self.words[topic])

    def party(self, kind: Pool) -> Party:
        """Return an invented organisation; vendors are written from memory."""
        near = pool_in(kind, self.place.country)
        found = self.rng.choice(near if near and self.chance(NEAR) else pool(kind))
        return respelled(self.rng, found) if kind is Pool.VENDORS else found

    def kin(self) -> str:
        """Return the name of a relative."""
        person = self.person
        return relative(self.rng, culture=person.culture, family=person.family, native=person.native)

    def stranger(self) -> str:
        """Return the name of somebody who is no relative."""
        return full_name(self.rng).text

    def within(self) -> date:
        """Return a day of the period."""
        return self.covers_from + timedelta(
            days=self.rng.randrange((self.covers_to - self.covers_from).days + 1)
        )

    def before(self, *, years: int = 12) -> date:
        """Return a day in the years before the period."""
        return self.covers_from - timedelta(days=self.rng.randrange(1, 365 * years))

    def money(self, dollars: float, currency: str = "") -> Money:
        """Return about so many dollars in the place's currency, rounded up as people do."""
        currency = currency or self.place.currency
        whole = dollars * float(per_dollar()[currency])
        unit = 10 ** max(0, len(str(int(whole))) - DIGITS)
        return Money(Decimal(ceil(whole / unit) * unit), currency)

    def dollars(self, category: Category, base: int = 10_000) -> float:
        """Return a value that must be declared: the limit of the category, or `base`, some times over."""
        limit = self.programme.threshold(category).amount or base
        return limit * self.rng.choice(TIMES) * self.rng.uniform(1, 1.25)

    def worth(self, category: Category, dollars: float) -> dict[str, Any]:
        """Return the value of an item in the form the programme asks for: a band, or an amount."""
        band = self.programme.values.band_of(int(dollars))
        if self.programme.value_mode(category) is ValueMode.BANDS and band is not None:
            return {"band": band.code}
        return {"amount": self.money(dollars)}

    def begin(self, category: Category, *, conflicting: bool) -> dict[str, Any]:
        """Return what every item says: its id, that it is new, whose it is, and the tie to duties."""
        begun: dict[str, Any] = {
            "id": new_id(self.rng),
            "operation": Operation.NEW,
            "related_to_duties": Related.YES if conflicting else self._related(),
        }
        if conflicting:
            begun["duties_note"] = self.say("duties_notes")
        if self.chance(REMARKS):
            begun["remark"] = self.say("remarks")
        return begun | self._held(category)

    def _related(self) -> Related:
        return Related.UNSURE if self.chance(UNSURE) else Related.NO

    def _held(self, category: Category) -> dict[str, Any]:
        """Return whose the item is, among those the category covers and the household has."""
        limit = self.programme.threshold(category)
        holders = [Holder.SELF] * 6
        if self._spouse and limit.covers_holder(Holder.SPOUSE):
            holders += [Holder.SPOUSE] * 2 + [Holder.JOINT] * 2
        if self._children and limit.covers_holder(Holder.CHILD):
            holders.append(Holder.CHILD)
        holder = self.rng.choice(holders)
        if not limit.covers_holder(Holder.SPOUSE) and not limit.covers_holder(Holder.CHILD):
            return {}
        if holder is Holder.CHILD:
            return {"holder": holder, "child": self.rng.choice(self._children)}
        if holder is Holder.JOINT:
            return {"holder": holder} | self._shares()
        return {"holder": holder}

    def _shares(self) -> dict[str, Decimal]:
        """Return the parts of a joint holding; they make a whole."""
        mine = self.rng.choice((50, 50, 50, 60, 40, 25))
        if self.chance(0.15):
            return {"share": Decimal(mine), "share_spouse": Decimal(20), "share_others": Decimal(80 - mine)}
        return {"share": Decimal(mine), "share_spouse": Decimal(100 - mine)}
