"""Which items somebody declares, and which of them a reviewer will find to be a conflict."""

from collections.abc import Callable, Mapping, Sequence
from random import Random

from disclosure.domain.categories import Category, ConflictCategory
from disclosure.domain.interests import Item, Related, Statement
from disclosure.replay.declaring import estate, holdings, receipts, roles
from disclosure.replay.declaring.parties import private_firm
from disclosure.replay.declaring.pen import Pen
from disclosure.replay.population import Oddity, Part

_CALM: Mapping[Category, tuple[Callable[[Pen], Item], int]] = {
    Category.LISTED_SECURITY: (holdings.listed_security, 14),
    Category.FUND: (holdings.fund, 12),
    Category.PRIVATE_COMPANY: (holdings.private_company, 8),
    Category.REAL_ESTATE: (estate.real_estate, 18),
    Category.OTHER_ASSET: (estate.other_asset, 16),
    Category.STOCK_OPTION: (holdings.stock_option, 2),
    Category.SALE_PROFIT: (receipts.sale_profit, 3),
    Category.INCOME: (receipts.income, 16),
    Category.GIFT: (receipts.gift, 3),
    Category.LIABILITY: (receipts.liability, 12),
    Category.OUTSIDE_ACTIVITY: (roles.outside_activity, 8),
    Category.LEADERSHIP: (roles.leadership, 6),
    Category.RELATIVE_IN_SYSTEM: (roles.relative_in_system, 6),
    Category.RELATIVE_WITH_COUNTERPARTY: (roles.relative_with_counterparty, 3),
    Category.EMPLOYMENT_AGREEMENT: (roles.employment_agreement, 3),
    Category.EXTERNAL_INFLUENCE: (roles.external_influence, 1),
}
"""Who writes an item of each category, and how common it is: this project's choice."""

_CONFLICTING: Mapping[ConflictCategory, tuple[tuple[Category, Callable[..., Item]], ...]] = {
    ConflictCategory.FINANCIAL_ACTIVITY: (
        (Category.LISTED_SECURITY, holdings.listed_security),
        (Category.PRIVATE_COMPANY, holdings.private_company),
        (Category.PRIVATE_COMPANY, holdings.private_company),
        (Category.FUND, holdings.fund),
        (Category.STOCK_OPTION, holdings.stock_option),
    ),
    ConflictCategory.OUTSIDE_ACTIVITY: (
        (Category.OUTSIDE_ACTIVITY, roles.outside_activity),
        (Category.OUTSIDE_ACTIVITY, roles.outside_activity),
        (Category.LEADERSHIP, roles.leadership),
    ),
    ConflictCategory.FAMILY_OR_PERSONAL: (
        (Category.RELATIVE_IN_SYSTEM, roles.relative_in_system),
        (Category.RELATIVE_WITH_COUNTERPARTY, roles.relative_with_counterparty),
    ),
    ConflictCategory.OTHER: (
        (Category.GIFT, receipts.gift),
        (Category.EXTERNAL_INFLUENCE, roles.external_influence),
    ),
}
"""From which categories of items a conflict may arise, and who writes them."""


def items(pen: Pen, part: Part, *, seed: int) -> tuple[Item, ...]:
    """Write as many items as the part says: those in conflict, the odd ones, and calm ones besides."""
    written: list[Item] = []
    for conflict in part.conflicts:
        _, write = pen.rng.choice(_CONFLICTING[conflict])
        written.append(write(pen, conflicting=True))
    written += _odd(pen, part, seed=seed)
    written += [calm_item(pen) for _ in range(part.item_count - len(written))]
    pen.rng.shuffle(written)
    return tuple(written)


def calm_item(pen: Pen) -> Item:
    """Write an item in which there is nothing wrong."""
    writers = [write for write, _ in _CALM.values()]
    weights = [weight for _, weight in _CALM.values()]
    return pen.rng.choices(writers, weights)[0](pen)


def _odd(pen: Pen, part: Part, *, seed: int) -> Sequence[Item]:
    """Write what the checks ask about."""
    match part.oddity:
        case Oddity.CASH_WITHOUT_ORIGIN:
            return [estate.cash_without_origin(pen)]
        case Oddity.GIFTS_ADD_UP:
            return receipts.gifts_that_add_up(pen)
        case Oddity.VENDOR_LOAN:
            return [receipts.vendor_loan(pen)]
        case Oddity.SHARED_FIRM:
            pair = Random(f"{seed}:firm:{part.oddity_number // 2}")  # noqa: S311 - repeatable, nothing secret
            firm = private_firm(pair)
            return [holdings.private_company(pen, firm=firm)]
        case None:
            return []


def conflicting_items(
    statement: Statement, conflicts: Sequence[ConflictCategory]
) -> list[tuple[ConflictCategory, str]]:
    """Return each conflict with the id of the item behind it, as a reviewer reads the statement.

    Items that the filer ties to their duties come first; no item is named twice while another is left.
    """
    found: list[tuple[ConflictCategory, str]] = []
    taken: set[str] = set()
    for conflict in conflicts:
        categories = {category for category, _ in _CONFLICTING[conflict]}
        fitting = [item for item in statement.items if item.category in categories]
        best = min(fitting, key=lambda item: (item.id in taken, item.related_to_duties is not Related.YES))
        taken.add(best.id)
        found.append((conflict, best.id))
    return found
