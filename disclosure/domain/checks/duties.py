"""Items that touch the filer's duties, by what the filer says and which functions they have."""

from collections.abc import Iterator

from disclosure.domain.checks.flags import Check, Flag, Given, Rule
from disclosure.domain.interests import (
    AgreementKind,
    Custody,
    EmploymentAgreement,
    ExternalInfluence,
    Gift,
    Item,
    Leadership,
    ListedSecurity,
    OutsideActivity,
    PrivateCompany,
    RealEstate,
    Related,
    RelativeInSystem,
    RelativeWithCounterparty,
    TenantKind,
)
from disclosure.domain.messages import message
from disclosure.domain.sentences import NOT_GIVEN

SPENDING = frozenset({"procurement", "confidential-procurement"})
"""Functions that choose whom the organisation pays, or know it beforehand."""
INVESTING = frozenset({"investment", "confidential-investment", "finance"})
"""Functions that decide where money is invested, or know it beforehand."""

RELATED = Rule("related-to-duties", message("The filer sees a tie to their duties"), 3)
DEALINGS = Rule("deals-with-organisation", message("The other side deals with the organisation"), 3)
BUYER = Rule("dealings-and-procurement", message("A counterparty of somebody who chooses suppliers"), 4)
NEW_COMPANY = Rule("new-company", message("A company that is new, of somebody who chooses suppliers"), 4)
INVESTOR = Rule("securities-and-investment", message("Own securities of somebody who invests"), 2)
REPORTING = Rule("reporting-line", message("A relative in the reporting line"), 4)
NOT_AUTHORISED = Rule("activity-not-authorised", message("An outside activity without authorisation"), 3)
OVERLAP = Rule("activity-overlaps", message("An outside activity close to the duties"), 3)
NOT_REPORTED = Rule("influence-not-reported", message("An approach from outside was not reported"), 4)
NEXT_JOB = Rule("future-job", message("Talks about a job after this one"), 3)


def related(given: Given) -> Iterator[Flag]:
    """What the filer ties to their duties, or cannot tell, is read first."""
    for item in given.live:
        if item.related_to_duties in (Related.YES, Related.UNSURE):
            yield RELATED.flag(
                message(
                    "%(item)s The filer writes: %(note)s",
                    item=given.told(item),
                    note=item.duties_note or NOT_GIVEN,
                ),
                items=[item],
                fields=("related_to_duties", "duties_note"),
            )


def _dealing_field(item: Item) -> str:
    """Return the field by which an item says that the other side deals with the organisation."""
    if isinstance(item, PrivateCompany | Leadership) and item.deals_with_organisation:
        return "deals_with_organisation"
    if isinstance(item, Gift) and item.giver_deals_with_organisation:
        return "giver_deals_with_organisation"
    if isinstance(item, RelativeWithCounterparty) and item.has_influence:
        return "has_influence"
    if isinstance(item, RealEstate) and item.tenant_kind not in (None, TenantKind.PRIVATE):
        return "tenant_kind"
    return ""


def dealings(given: Given) -> Iterator[Flag]:
    """Whoever deals with the organisation and with the filer is asked about, the more so with a buyer."""
    rule = BUYER if given.duties.functions & SPENDING else DEALINGS
    for item in given.live:
        field = _dealing_field(item)
        if field:
            yield rule.flag(
                message("%(item)s The other side deals with the organisation.", item=given.told(item)),
                items=[item],
                fields=(field,),
            )


def new_company(given: Given) -> Iterator[Flag]:
    """A company or position taken up in the period by somebody who chooses suppliers is asked about."""
    if not given.duties.functions & SPENDING:
        return
    for item in given.live:
        since = item.acquired_on if isinstance(item, PrivateCompany) else None
        since = item.started_on if isinstance(item, Leadership) else since
        if since is not None and given.covers(since):
            yield NEW_COMPANY.flag(
                message("%(item)s It began on %(day)s.", item=given.told(item), day=since), items=[item]
            )


def investing(given: Given) -> Iterator[Flag]:
    """Whoever invests for the organisation and decides on securities of their own is asked about them."""
    if not given.duties.functions & INVESTING:
        return
    for item in given.live:
        if isinstance(item, ListedSecurity) and item.custody is Custody.OWN:
            yield INVESTOR.flag(
                message("%(item)s The filer decides about it.", item=given.told(item)),
                items=[item],
                fields=("custody",),
            )


def reporting_line(given: Given) -> Iterator[Flag]:
    """Relatives do not report to each other."""
    for item in given.live:
        if isinstance(item, RelativeInSystem) and item.reporting_line:
            yield REPORTING.flag(
                message("%(item)s One reports to the other.", item=given.told(item)),
                items=[item],
                fields=("reporting_line",),
            )


def activities(given: Given) -> Iterator[Flag]:
    """An outside activity is authorised and keeps apart from the duties."""
    for item in given.live:
        if not isinstance(item, OutsideActivity):
            continue
        if item.authorised is False:
            yield NOT_AUTHORISED.flag(
                message("%(item)s It has not been authorised.", item=given.told(item)),
                items=[item],
                fields=("authorised",),
            )
        fields = tuple(name for name in ("overlaps_duties", "uses_title_or_means") if getattr(item, name))
        if fields:
            yield OVERLAP.flag(
                message(
                    "%(item)s It is close to the duties or uses the office's means.", item=given.told(item)
                ),
                items=[item],
                fields=fields,
            )


def influence(given: Given) -> Iterator[Flag]:
    """An attempt to steer official work is reported."""
    for item in given.statement.items:
        if isinstance(item, ExternalInfluence) and item.reported is False:
            yield NOT_REPORTED.flag(
                message("%(item)s It has not been reported.", item=given.told(item)),
                items=[item],
                fields=("reported",),
            )


def next_job(given: Given) -> Iterator[Flag]:
    """A job to come may bear on decisions made now."""
    for item in given.live:
        if not isinstance(item, EmploymentAgreement):
            continue
        if item.talks_on_future_job or item.kind is AgreementKind.JOB_OFFER:
            yield NEXT_JOB.flag(
                message("%(item)s Does it bear on current work?", item=given.told(item)),
                items=[item],
                fields=("kind", "talks_on_future_job"),
            )


CHECKS: tuple[Check, ...] = (
    related,
    dealings,
    new_company,
    investing,
    reporting_line,
    activities,
    influence,
    next_job,
)
