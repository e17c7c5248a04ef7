"""Which documents of third parties prove an item: by category, the best first (A/76/76, paragraph 21)."""

from collections.abc import Mapping
from enum import StrEnum

from disclosure.domain.categories import Category
from disclosure.domain.comparison import is_live
from disclosure.domain.interests import Item
from disclosure.domain.messages import Message, message


class DocumentKind(StrEnum):
    """A kind of document, by who issued it and what it shows."""

    BROKER_STATEMENT = "broker-statement"
    BANK_STATEMENT = "bank-statement"
    FUND_STATEMENT = "fund-statement"
    COMPANY_REGISTER = "company-register"
    SHAREHOLDER_REGISTER = "shareholder-register"
    ANNUAL_ACCOUNTS = "annual-accounts"
    TRUST_DEED = "trust-deed"
    TITLE_DEED = "title-deed"
    LAND_REGISTER = "land-register"
    PROPERTY_TAX = "property-tax"
    LEASE = "lease"
    VALUATION = "valuation"
    INSURANCE = "insurance"
    REGISTRATION = "registration"
    WALLET_STATEMENT = "wallet-statement"
    INVOICE = "invoice"
    OPTION_AGREEMENT = "option-agreement"
    EMPLOYER_LETTER = "employer-letter"
    SALE_CONTRACT = "sale-contract"
    PAYSLIP = "payslip"
    TAX_ASSESSMENT = "tax-assessment"
    PAYER_LETTER = "payer-letter"
    PENSION_STATEMENT = "pension-statement"
    GIVER_LETTER = "giver-letter"
    HANDOVER_RECEIPT = "handover-receipt"
    LOAN_AGREEMENT = "loan-agreement"
    LOAN_STATEMENT = "loan-statement"
    GUARANTEE = "guarantee"
    ORGANISATION_LETTER = "organisation-letter"
    CONTRACT = "contract"
    AUTHORISATION = "authorisation"
    APPOINTMENT = "appointment"
    PERSONNEL_LETTER = "personnel-letter"
    CIVIL_RECORD = "civil-record"
    SEPARATION_AGREEMENT = "separation-agreement"
    JOB_OFFER = "job-offer"
    REPORT_MADE = "report-made"
    CORRESPONDENCE = "correspondence"


_K = DocumentKind
WORDS: Mapping[DocumentKind, Message] = {
    _K.BROKER_STATEMENT: message("Statement of a broker or custodian at the end of the period"),
    _K.BANK_STATEMENT: message("Statement of a bank"),
    _K.FUND_STATEMENT: message("Statement of a fund or its manager"),
    _K.COMPANY_REGISTER: message("Extract of a company register"),
    _K.SHAREHOLDER_REGISTER: message("Share certificate or register of shareholders or partners"),
    _K.ANNUAL_ACCOUNTS: message("Annual accounts of the company"),
    _K.TRUST_DEED: message("Deed of the trust, or a letter of the trustee"),
    _K.TITLE_DEED: message("Title deed"),
    _K.LAND_REGISTER: message("Extract of a land register"),
    _K.PROPERTY_TAX: message("Bill of a property tax"),
    _K.LEASE: message("Lease, or a letter of the letting agent"),
    _K.VALUATION: message("Valuation by an expert"),
    _K.INSURANCE: message("Insurance policy that names it and its value"),
    _K.REGISTRATION: message("Registration of a vehicle, vessel or aircraft"),
    _K.WALLET_STATEMENT: message("Statement of an exchange or of who keeps the wallet"),
    _K.INVOICE: message("Invoice of the purchase"),
    _K.OPTION_AGREEMENT: message("Option agreement, or a statement of the plan"),
    _K.EMPLOYER_LETTER: message("Letter of the employer"),
    _K.SALE_CONTRACT: message("Contract or closing statement of the sale"),
    _K.PAYSLIP: message("Payslip, or yearly statement of pay"),
    _K.TAX_ASSESSMENT: message("Tax return as filed, or tax assessment"),
    _K.PAYER_LETTER: message("Letter or statement of whoever paid"),
    _K.PENSION_STATEMENT: message("Statement of a pension"),
    _K.GIVER_LETTER: message("Letter or invitation of the giver"),
    _K.HANDOVER_RECEIPT: message("Receipt for a gift handed over or returned"),
    _K.LOAN_AGREEMENT: message("Loan or mortgage agreement"),
    _K.LOAN_STATEMENT: message("Statement or letter of the creditor with the balance"),
    _K.GUARANTEE: message("Guarantee, or the loan that is guaranteed"),
    _K.ORGANISATION_LETTER: message("Letter of the organisation on role, period and pay"),
    _K.CONTRACT: message("Contract or terms of reference"),
    _K.AUTHORISATION: message("Authorisation of the outside activity"),
    _K.APPOINTMENT: message("Appointment, or an extract of the register of officers"),
    _K.PERSONNEL_LETTER: message("Letter of a personnel office, or of the relative's employer"),
    _K.CIVIL_RECORD: message("Civil record that shows the relationship"),
    _K.SEPARATION_AGREEMENT: message("Separation agreement with a former employer"),
    _K.JOB_OFFER: message("Offer or agreement of future work"),
    _K.REPORT_MADE: message("Report that was made about it, with its receipt"),
    _K.CORRESPONDENCE: message("Correspondence with the third party"),
}
"""In words, as filer and reviewer read them."""
_C = Category
ACCEPTED: Mapping[Category, tuple[DocumentKind, ...]] = {
    _C.LISTED_SECURITY: (_K.BROKER_STATEMENT, _K.BANK_STATEMENT, _K.TAX_ASSESSMENT),
    _C.FUND: (_K.FUND_STATEMENT, _K.BROKER_STATEMENT, _K.PENSION_STATEMENT),
    _C.PRIVATE_COMPANY: (
        _K.COMPANY_REGISTER,
        _K.SHAREHOLDER_REGISTER,
        _K.ANNUAL_ACCOUNTS,
        _K.TRUST_DEED,
    ),
    _C.REAL_ESTATE: (
        _K.LAND_REGISTER,
        _K.TITLE_DEED,
        _K.PROPERTY_TAX,
        _K.LEASE,
        _K.VALUATION,
        _K.SALE_CONTRACT,
    ),
    _C.OTHER_ASSET: (
        _K.BANK_STATEMENT,
        _K.WALLET_STATEMENT,
        _K.INSURANCE,
        _K.REGISTRATION,
        _K.VALUATION,
        _K.INVOICE,
    ),
    _C.STOCK_OPTION: (_K.OPTION_AGREEMENT, _K.BROKER_STATEMENT, _K.EMPLOYER_LETTER),
    _C.SALE_PROFIT: (_K.SALE_CONTRACT, _K.BROKER_STATEMENT, _K.BANK_STATEMENT, _K.TAX_ASSESSMENT),
    _C.INCOME: (
        _K.PAYSLIP,
        _K.PAYER_LETTER,
        _K.TAX_ASSESSMENT,
        _K.PENSION_STATEMENT,
        _K.BANK_STATEMENT,
        _K.LEASE,
    ),
    _C.GIFT: (_K.GIVER_LETTER, _K.HANDOVER_RECEIPT, _K.AUTHORISATION, _K.INVOICE, _K.VALUATION),
    _C.LIABILITY: (_K.LOAN_STATEMENT, _K.LOAN_AGREEMENT, _K.GUARANTEE),
    _C.OUTSIDE_ACTIVITY: (_K.AUTHORISATION, _K.ORGANISATION_LETTER, _K.CONTRACT, _K.PAYER_LETTER),
    _C.LEADERSHIP: (_K.APPOINTMENT, _K.COMPANY_REGISTER, _K.ORGANISATION_LETTER, _K.AUTHORISATION),
    _C.RELATIVE_IN_SYSTEM: (_K.PERSONNEL_LETTER, _K.EMPLOYER_LETTER, _K.CIVIL_RECORD),
    _C.RELATIVE_WITH_COUNTERPARTY: (
        _K.PERSONNEL_LETTER,
        _K.COMPANY_REGISTER,
        _K.ORGANISATION_LETTER,
        _K.CONTRACT,
        _K.CIVIL_RECORD,
    ),
    _C.EMPLOYMENT_AGREEMENT: (
        _K.SEPARATION_AGREEMENT,
        _K.JOB_OFFER,
        _K.EMPLOYER_LETTER,
        _K.PENSION_STATEMENT,
    ),
    _C.EXTERNAL_INFLUENCE: (_K.REPORT_MADE, _K.CORRESPONDENCE),
}
"""What proves an item of each category. Something else may do as well: the reviewer judges it."""


def needs_one(item: Item) -> bool:
    """Tell whether an item is to be proved: it is still held."""
    return is_live(item)


def accepted(category: Category) -> tuple[Message, ...]:
    """Return in words which documents prove an item of a category, the best first."""
    return tuple(WORDS[kind] for kind in ACCEPTED[category])
