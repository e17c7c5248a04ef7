"""Who walks the journeys: the roster beside the cast, and what each filed the year before."""

from dataclasses import dataclass

from disclosure.domain.categories import Category
from disclosure.domain.interests import Item, Party, PartyKind
from tests.domain import examples


@dataclass(frozen=True)
class Walker:
    """Somebody on the roster. `known` people filed last year; `held` is what they listed then."""

    number: str
    name: str
    language: str
    station: str
    grade: str = "D-1"
    known: bool = False
    held: tuple[Item, ...] = ()
    entity: str = "DOS"

    @property
    def email(self) -> str:
        return f"person-{self.number}@example.org"


@dataclass(frozen=True)
class Colleague:
    """Somebody of the cast."""

    email: str
    language: str = "en"


ROSA = Colleague("rosa@example.com")
"""Reviews."""
ANA = Colleague("ana@example.com")
"""Approves."""
FARID = Colleague("farid@example.org")
"""Owes nothing, and prepares what somebody else owes."""
EMIL = Colleague("emil@example.org")
"""Decides for the ethics office."""

OLU = Colleague("olu@example.org")
"""Runs the programme."""
PETRA = Colleague("petra@example.org")
"""Sends what Olu has prepared."""
SANA = Colleague("sana@example.net")
"""Runs the programme of another organisation."""
NOOR = Colleague("noor@example.org")
"""Heads the Office of Internal Oversight Services."""


def _company(name: str, country: str) -> Party:
    return Party(name=name, kind=PartyKind.COMPANY, country=country)


def six_items() -> tuple[Item, ...]:
    """Six things of six kinds, named in several scripts."""
    made = examples.item
    return (
        made(Category.PRIVATE_COMPANY, id="company", counterparty=_company("Ñandú S.A.", "AR")),
        made(
            Category.FUND, id="fund", name="Global Equity Fund", counterparty=_company("Vaud Gestion", "CH")
        ),
        made(Category.REAL_ESTATE, id="flat", counterparty=_company("شركة النور", "EG")),
        made(Category.LIABILITY, id="loan", counterparty=_company("Bank of Kigali", "RW")),
        made(Category.OUTSIDE_ACTIVITY, id="course", counterparty=_company("Université de Genève", "CH")),
        made(Category.LEADERSHIP, id="board", counterparty=_company("北京公益基金会", "CN")),
    )


def one_seat() -> Item:
    """A seat on the board of a charity."""
    return examples.item(Category.LEADERSHIP, id="seat", counterparty=_company("Charité Locale", "BE"))


NADIA = Walker("200001", "Nadia Extra", "en", "Nairobi")
"""New: she files for the first time (T1)."""
YARA = Walker("200002", "يارا حداد", "ar", "Beirut", known=True)
"""Filed last year that she has nothing to disclose (T2)."""
SIMON = Walker("200003", "Simon Lefèvre", "fr", "Geneva", known=True, held=six_items())
"""Lists six things that stay as they are (T3)."""
ELENA = Walker("200004", "Elena Ruiz", "es", "Santiago", known=True, held=six_items())
"""Has the same six, a new holding, and a spouse who found work (T4)."""
ELISA = Walker("200014", "Elisa Paz", "es", "Santiago", known=True, held=six_items())
"""Does the same in a browser without script."""
MEI = Walker("200005", "林美", "zh", "Bangkok")
"""Makes mistakes and repairs them (T5)."""
OLEG = Walker("200006", "Олег Миронов", "ru", "Geneva")
"""Whose line is cut (T6)."""
KEVIN = Walker("200007", "Kevin Keys", "en", "New York")
"""Has no mouse (T7)."""
HUDA = Walker("200008", "هدى سالم", "ar", "Amman")
"""Was given advice she does not agree with (T8)."""
FANNY = Walker("200009", "Fanny Moreau", "fr", "Geneva")
"""Wants to know who read what she filed (T9)."""
DARIO = Walker("200010", "Dario Conti", "en", "Rome")
"""Was drawn by lot, and must prove what he listed."""
AGNES = Walker("200011", "Agnes Boateng", "en", "New York", grade="USG")
"""A senior official who may publish (T12)."""
OTTO = Walker("200012", "Otto Maier", "en", "Vienna", known=True, held=six_items())
"""His pages are photographed, and nothing of his is filed."""
LOTTE = Walker("200013", "Lotte Visser", "en", "New York")
"""Looks into every page that no journey passes."""
LARS = Walker("200015", "Lars Holm", "en", "Copenhagen")
"""Does so in a browser without script."""
LEV = Walker("200016", "Лев Орлов", "ru", "Geneva")
"""Stays away from his desk."""
RUTH = Walker("200017", "Ruth Mbeki", "en", "Pretoria")
"""Of whom the office holds two records."""
IVO = Walker("200018", "Иво Петров", "en", "Vienna")
"""Passes every state that a draft of somebody new can be in."""
INES = Walker("200019", "Inês Duarte", "en", "Geneva", known=True, held=six_items())
"""Passes those of somebody who has listed something before."""
THEO = Walker("200020", "Theo Late", "en", "New York")
"""Is late."""
BELLA = Walker("200021", "Bella Okafor", "en", "New York", grade="USG")
"""A senior official whose case is not closed."""
CARLA = Walker("200022", "Carla Nunes", "en", "New York", known=True, held=six_items())
"""Has new duties since she filed."""
GRETA = Walker("200023", "Greta Lind", "en", "Geneva")
"""Is asked and advised."""
PILAR = Walker("200024", "Pilar Ortega", "es", "Santiago")
"""Says once where her husband works."""
PACO = Walker("200025", "Paco Ibarra", "es", "Santiago")
"""Does the same in a browser without script."""
NILS = tuple(
    Walker(f"3000{nth:02}", f"Nil Filer {nth}", "en", "New York", entity="BINUH") for nth in range(21)
)
"""Twenty-one in Haiti who have nothing to disclose (T10)."""
DORA = Walker("300030", "Dora Wick", "en", "New York", entity="BINUH")
"""Has nothing to disclose, but is not sure of one thing."""
PIET = Walker("300031", "Piet Vos", "en", "New York", known=True, held=six_items(), entity="BINUH")
"""Listed six things, and now says nothing."""
WANDA = Walker("300040", "Wanda Kowalska", "fr", "Geneva", known=True, held=six_items(), entity="DPO")
"""One thing changed, one ended and one is new since last year (T11)."""
UMA = Walker("300041", "Uma Rao", "en", "Geneva", entity="DPO")
"""Filed after her."""
TILDA = Walker("300050", "Tilda Berg", "en", "Port-au-Prince", entity="OSRSG-HTI")
"""Is long overdue, and reminded (T13)."""
UGO = Walker("300051", "=SUM(A1) Ugo Neri", "fr", "Port-au-Prince", entity="OSRSG-HTI")
"""Is too, and his name looks like a formula."""
VERA = Walker("300052", "Vera Koh", "en", "Port-au-Prince", entity="OSRSG-HTI")
"""Files between the preview and the button."""
WALT = Walker("300053", "Walt Early", "en", "Port-au-Prince", entity="OSRSG-HTI")
"""Has still time."""
XENIA = Walker("300054", "Xenia Pop", "en", "Vienna", entity="OIOS")
"""Is referred to Noor (T14)."""
YORI = Walker("300055", "Yori Abe", "en", "Vienna", entity="OIOS")
"""Files between the two officers."""
ZOE = Walker("300042", "Zoë Baird", "en", "Vienna", entity="DPO")
"""Her case is looked at on every list."""
KIM = Walker("300043", "Kim Haug", "en", "Geneva", known=True, held=six_items(), entity="DPO")
"""Their case, then those of Pia and Quin, are gone through by keys alone."""
PIA = Walker("300044", "Pia Dahl", "en", "Geneva", entity="DPO")
QUIN = Walker("300045", "Quin Abara", "en", "Geneva", entity="DPO")

EVERYBODY = (
    NADIA,
    YARA,
    SIMON,
    ELENA,
    ELISA,
    MEI,
    OLEG,
    KEVIN,
    HUDA,
    FANNY,
    DARIO,
    AGNES,
    OTTO,
    LOTTE,
    LARS,
    LEV,
    RUTH,
    IVO,
    INES,
    THEO,
    BELLA,
    CARLA,
    GRETA,
    PILAR,
    PACO,
    *NILS,
    DORA,
    PIET,
    WANDA,
    UMA,
    TILDA,
    UGO,
    VERA,
    WALT,
    XENIA,
    YORI,
    ZOE,
    KIM,
    PIA,
    QUIN,
)
