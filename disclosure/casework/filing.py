"""Filing a statement: the certified draft becomes a version, sealed to both sites, and opens a case."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from disclosure import clock, ledger, mail, queue
from disclosure.access import Permission, demand
from disclosure.casework import drafting, programmes, reading, writing
from disclosure.casework.sealed import BOTH_SITES, keep
from disclosure.domain import comparison, completeness, deadlines, interests
from disclosure.domain.actors import Actor
from disclosure.domain.lifecycle import HAS_STATEMENT, AdviceMove, AdviceState, FilingMove, QuestionMove, QuestionState
from disclosure.domain.programme import LetterKind
from disclosure.domain.references import new_reference
from disclosure.errors import BadInput, NotPermitted, WrongState
from disclosure.models import Advice, Case, Draft, Filing, Person, Question, ReferredPerson, Statement, Writing
from disclosure.vault.opening import Opener
from disclosure.vault.sealing import Sealer
