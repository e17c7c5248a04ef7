"""Code lists of holdings, receipts and debts."""

from disclosure.domain.interests.choices import Choice
from disclosure.domain.messages import message


class SecurityKind(Choice):
    """What kind of listed security is held."""

    SHARE = "share", message("Share")
    BOND = "bond", message("Bond")
    ETF = "etf", message("Exchange-traded fund")
    ADR = "adr", message("Depositary receipt")
    OPTION = "option", message("Traded option")
    STRUCTURED = "structured", message("Structured product")
    OTHER = "other", message("Other")


class Custody(Choice):
    """Who decides about a listed security."""

    OWN = "own", message("I decide myself")
    DISCRETIONARY = "discretionary", message("A manager decides for me")
    BLIND_TRUST = "blind-trust", message("Blind trust")


class FundKind(Choice):
    """What kind of fund is held."""

    MUTUAL = "mutual", message("Mutual fund")
    SECTOR = "sector", message("Sector fund")
    HEDGE = "hedge", message("Hedge fund")
    PRIVATE_EQUITY = "private-equity", message("Private equity fund")
    PENSION = "pension", message("Pension fund")


class CompanyRole(Choice):
    """In which role a private company, partnership or trust is held."""

    SHAREHOLDER = "shareholder", message("Shareholder")
    PARTNER = "partner", message("Partner")
    FOUNDER = "founder", message("Founder")
    BENEFICIARY = "beneficiary", message("Beneficiary")
    TRUSTEE = "trustee", message("Trustee")
    SETTLOR = "settlor", message("Settlor")
    PROXY_HOLDER = "proxy-holder", message("Proxy holder")


class PropertyKind(Choice):
    """What kind of real estate is held."""

    HOUSE = "house", message("House")
    FLAT = "flat", message("Flat")
    BUILDING = "building", message("Building")
    SHOP = "shop", message("Shop")
    LAND = "land", message("Land")
    OTHER = "other", message("Other property")


class PropertyUse(Choice):
    """How real estate is used."""

    OWN_USE = "own-use", message("Own use")
    RENTED = "rented", message("Let to others")
    EMPTY = "empty", message("Empty")


class TenantKind(Choice):
    """What the tenant has to do with the organisation, as far as the filer knows."""

    PRIVATE = "private", message("Nothing to do with the organisation")
    UNITED_NATIONS = "un", message("An organisation of the United Nations system")
    STAFF = "staff", message("A staff member")
    VENDOR = "vendor", message("A vendor or partner of the organisation")
    GOVERNMENT = "government", message("A government")


class AssetKind(Choice):
    """What kind of other asset is held."""

    ACCOUNT = "account", message("Bank account")
    DEPOSIT = "deposit", message("Term deposit")
    INSURANCE = "insurance", message("Insurance with a cash value")
    CURRENCY = "currency", message("Cash")
    METAL = "metal", message("Precious metal")
    CRYPTO = "crypto", message("Crypto asset")
    ART = "art", message("Art or antiques")
    JEWELLERY = "jewellery", message("Jewellery or watch")
    VEHICLE = "vehicle", message("Vehicle, vessel or aircraft")


class SoldKind(Choice):
    """What kind of asset was sold."""

    LISTED_SECURITY = "listed-security", message("Listed security")
    FUND = "fund", message("Fund")
    PRIVATE_COMPANY = "private-company", message("Private company")
    REAL_ESTATE = "real-estate", message("Real estate")
    METAL = "metal", message("Precious metal")
    CRYPTO = "crypto", message("Crypto asset")
    ART = "art", message("Art or antiques")
    JEWELLERY = "jewellery", message("Jewellery or watch")
    VEHICLE = "vehicle", message("Vehicle, vessel or aircraft")
    OTHER = "other", message("Other")


class OptionState(Choice):
    """Where stock options stand."""

    GRANTED = "granted", message("Granted")
    VESTED = "vested", message("Vested")
    EXERCISED = "exercised", message("Exercised")
    LAPSED = "lapsed", message("Lapsed")


class IncomeKind(Choice):
    """What income is paid for."""

    SALARY = "salary", message("Salary")
    SELF_EMPLOYED = "self-employed", message("Self-employment")
    FEE = "fee", message("Fee")
    HONORARIUM = "honorarium", message("Honorarium")
    ROYALTY = "royalty", message("Royalties")
    RENT = "rent", message("Rent")
    DIVIDEND = "dividend", message("Dividends")
    INTEREST = "interest", message("Interest")
    CAPITAL_GAIN = "capital-gain", message("Capital gain")
    PENSION = "pension", message("Pension")
    DEFERRED_PAY = "deferred-pay", message("Deferred pay of an earlier job")
    PROFIT_SHARE = "profit-share", message("Profit share of an earlier partnership")
    PRIZE = "prize", message("Prize")
    OTHER = "other", message("Other income")


class GiftKind(Choice):
    """What was given."""

    GOODS = "goods", message("Goods")
    MEAL = "meal", message("Meal")
    TRAVEL = "travel", message("Travel")
    LODGING = "lodging", message("Hotel or lodging")
    HOUSING = "housing", message("Housing")
    DISCOUNT = "discount", message("Discount")
    HONOUR = "honour", message("Honour or decoration")
    EVENT = "event", message("Event or ticket")


class GiftOutcome(Choice):
    """What became of a gift."""

    KEPT = "kept", message("Kept")
    RETURNED = "returned", message("Returned")
    HANDED_OVER = "handed-over", message("Handed over to the organisation")


class DebtKind(Choice):
    """What kind of debt is owed."""

    MORTGAGE = "mortgage", message("Mortgage")
    PERSONAL_LOAN = "personal-loan", message("Personal loan")
    MARGIN = "margin", message("Margin loan")
    CREDIT_CARD = "credit-card", message("Credit card")
    STUDENT = "student", message("Student loan")
    GUARANTEE = "guarantee", message("Guarantee or co-signed loan")
    CAPITAL_COMMITMENT = "capital-commitment", message("Capital commitment")
    PRIVATE_LENDER = "private-lender", message("Loan from a private lender")
