"""The filer's duties beside an item, where they matter: nothing else about the person until it is needed."""

from collections.abc import Sequence

from flask_babel import gettext as _

from disclosure.domain.categories import Category
from disclosure.domain.checks.duties import INVESTING, SPENDING
from disclosure.domain.interests import Item, Related
from disclosure.models import Filing, Person

_DEALT_WITH = frozenset(
    {
        Category.PRIVATE_COMPANY,
        Category.INCOME,
        Category.GIFT,
        Category.OUTSIDE_ACTIVITY,
        Category.LEADERSHIP,
        Category.RELATIVE_WITH_COUNTERPARTY,
        Category.EMPLOYMENT_AGREEMENT,
        Category.EXTERNAL_INFLUENCE,
    }
)
"""Categories whose other side may be a supplier."""
_INVESTED = frozenset(
    {
        Category.LISTED_SECURITY,
        Category.FUND,
        Category.PRIVATE_COMPANY,
        Category.STOCK_OPTION,
        Category.SALE_PROFIT,
    }
)


def authority(person: Person) -> list[str]:
    """Return in words what somebody decides about, or knows beforehand, by the roster."""
    found = []
    if SPENDING & set(person.functions):
        found.append(_("Procurement: chooses suppliers, or knows the choice beforehand"))
    if INVESTING & set(person.functions):
        found.append(_("Investment: decides where money is invested, or knows it beforehand"))
    return found


def beside(item: Item, filing: Filing, *, raised: bool, language: str) -> Sequence[str]:
    """Return the duties to show beside `item`; none where neither a flag nor the filer ties it to them."""
    functions = set(filing.person.functions)
    touches = (item.category in _DEALT_WITH and functions & SPENDING) or (
        item.category in _INVESTED and functions & INVESTING
    )
    if not (raised or touches or item.related_to_duties in (Related.YES, Related.UNSURE)):
        return ()
    return of(filing, language=language)


def of(filing: Filing, *, language: str) -> list[str]:
    """Return title, grade, unit and authority of the filer."""
    person = filing.person
    unit = filing.entity.names.get(language, filing.entity.name)
    return [part for part in (person.title, person.grade, unit) if part] + authority(person)
