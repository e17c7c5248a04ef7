"""The tables. Importing this package registers every one of them."""

from disclosure.models.accounts import Account, Delegation, FormToken, Grant, SignedIn, SignInLink
from disclosure.models.attempts import Guesses, KnownDevice, SignInStep
from disclosure.models.base import Base
from disclosure.models.batches import Batch, BatchMember, LeftBatch
from disclosure.models.cases import (
    Advice,
    Case,
    Conflict,
    Likelihood,
    Question,
    Screening,
    SealedText,
    Writing,
)
from disclosure.models.contacts import Contact, ContactKind
from disclosure.models.credentials import Authenticator, Passkey, Password, RecoveryCode
from disclosure.models.cycles import Cycle, CycleKey, Designation, RuleChange
from disclosure.models.destructions import KeyDestruction
from disclosure.models.docket import DocketLine, DocketWord, ListPage, Pause, PauseReason, SavedList
from disclosure.models.emergencies import Emergency
from disclosure.models.filings import (
    DataKey,
    Draft,
    Extension,
    Filing,
    FilingKind,
    OpenReason,
    Outcome,
    Statement,
)
from disclosure.models.forms import KeptForm
from disclosure.models.identities import Identity
from disclosure.models.ledger import LedgerEntry, LedgerHead, LedgerLeaf
from disclosure.models.letters import Letter, Referral, ReferredPerson, Work, WorkState
from disclosure.models.lists import ListedName, ListEntry, ListVersion, ReferenceList
from disclosure.models.looks import ItemLook, Tick
from disclosure.models.own_interests import OwnInterests
from disclosure.models.pausing import LadderPause
from disclosure.models.people import Entity, Organisation, Person
from disclosure.models.publishing import PublicSummary
from disclosure.models.rates import RateTable
from disclosure.models.records import OfficeRecord
from disclosure.models.reports import EarlierFigure, ReportSignature, ReportSnapshot
from disclosure.models.rosters import RosterSource, SignOff
from disclosure.models.snippets import Snippet, SnippetUse, SnippetVersion
from disclosure.models.uploads import Upload, UploadPiece
from disclosure.models.verification import Attachment, DocumentRequest, Draw, Verification

__all__ = [
    "Account",
    "Advice",
    "Attachment",
    "Authenticator",
    "Base",
    "Batch",
    "BatchMember",
    "Case",
    "Conflict",
    "Contact",
    "ContactKind",
    "Cycle",
    "CycleKey",
    "DataKey",
    "Delegation",
    "Designation",
    "DocketLine",
    "DocketWord",
    "DocumentRequest",
    "Draft",
    "Draw",
    "EarlierFigure",
    "Emergency",
    "Entity",
    "Extension",
    "Filing",
    "FilingKind",
    "FormToken",
    "Grant",
    "Guesses",
    "Identity",
    "ItemLook",
    "KeptForm",
    "KeyDestruction",
    "KnownDevice",
    "LadderPause",
    "LedgerEntry",
    "LedgerHead",
    "LedgerLeaf",
    "LeftBatch",
    "Letter",
    "Likelihood",
    "ListEntry",
    "ListPage",
    "ListVersion",
    "ListedName",
    "OfficeRecord",
    "OpenReason",
    "Organisation",
    "Outcome",
    "OwnInterests",
    "Passkey",
    "Password",
    "Pause",
    "PauseReason",
    "Person",
    "PublicSummary",
    "Question",
    "RateTable",
    "RecoveryCode",
    "ReferenceList",
    "Referral",
    "ReferredPerson",
    "ReportSignature",
    "ReportSnapshot",
    "RosterSource",
    "RuleChange",
    "SavedList",
    "Screening",
    "SealedText",
    "SignInLink",
    "SignInStep",
    "SignOff",
    "SignedIn",
    "Snippet",
    "SnippetUse",
    "SnippetVersion",
    "Statement",
    "Tick",
    "Upload",
    "UploadPiece",
    "Verification",
    "Work",
    "WorkState",
    "Writing",
]
