"""The words for categories and holders."""

from collections.abc import Mapping

from disclosure.domain.categories import Category, Holder
from disclosure.domain.messages import Message, message

CATEGORY_NAMES: Mapping[Category, Message] = {
    Category.LISTED_SECURITY: message("Listed security"),
    Category.FUND: message("Fund"),
    Category.PRIVATE_COMPANY: message("Private company, partnership or trust"),
    Category.REAL_ESTATE: message("Real estate"),
    Category.OTHER_ASSET: message("Other asset"),
    Category.STOCK_OPTION: message("Stock options"),
    Category.SALE_PROFIT: message("Profit on a sale"),
    Category.INCOME: message("Income"),
    Category.GIFT: message("Gift, honour or travel"),
    Category.LIABILITY: message("Debt"),
    Category.OUTSIDE_ACTIVITY: message("Outside activity"),
    Category.LEADERSHIP: message("Leadership or board position"),
    Category.RELATIVE_IN_SYSTEM: message("Relative in the United Nations system"),
    Category.RELATIVE_WITH_COUNTERPARTY: message("Tie to a vendor, partner, donor or government"),
    Category.EMPLOYMENT_AGREEMENT: message("Past or future employment"),
    Category.EXTERNAL_INFLUENCE: message("Influence from outside"),
}

HOLDER_NAMES: Mapping[Holder, Message] = {
    Holder.SELF: message("Me"),
    Holder.SPOUSE: message("My spouse"),
    Holder.CHILD: message("A dependent child"),
    Holder.JOINT: message("Held jointly"),
}
