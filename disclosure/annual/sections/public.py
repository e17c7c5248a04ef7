"""Public disclosure, and how the costs of the programme are shared: only where the programme has them."""

from disclosure.annual import wording
from disclosure.annual.document import Cell, Column, Row, Section, Table
from disclosure.annual.sections import counts
from disclosure.annual.shown import Shown


def public(shown: Shown) -> Section | None:
    """Set out who might have published a summary and who did; None where nobody might."""
    if not shown.number("public"):
        return None
    gettext = shown.tongue.gettext
    parts = counts.parts_of(shown, "public", wording.PUBLIC)
    facts = {
        name: gettext("%(number)s (%(share)s)", number=shown.count(key), share=shown.share(key, "public"))
        for name, (_word, key) in zip(("part", "declined", "silent", "unfinished"), parts, strict=True)
    }
    return Section(
        code="public",
        heading=gettext("Public disclosure"),
        definition=gettext(
            "Officials who may choose to publish a summary of their statement once its review is "
            "closed. Whoever took a summary back counts among those who keep it confidential."
        ),
        finding=gettext(
            "Of %(eligible)s who could publish a summary, %(part)s did, %(declined)s declined, "
            "%(silent)s did not answer, and for %(unfinished)s the review was not finished in time.",
            eligible=shown.count("public"),
            **facts,
        ),
        table=counts.table(
            shown,
            parts,
            whole="public",
            headings=(gettext("Choice"), gettext("Officials")),
            total=gettext("Could publish"),
        ),
        charts=(counts.chart(shown, parts, title=gettext("Public disclosure"), whole="public"),),
    )


def costs(shown: Shown) -> Section | None:
    """Set out what each group bears of the costs, by its filers; None where the programme shares none."""
    price = shown.annual.price
    if price is None:
        return None
    gettext, annual = shown.tongue.gettext, shown.annual
    places = [(shown.named(group.names), f"/group/{group.code}", False) for group in annual.groups]
    places.append((shown.named(annual.total), "", True))
    columns = [
        Column(gettext("Group"), numeric=False),
        Column(gettext("Filers")),
        Column(gettext("Share of costs")),
    ]
    if price.per_filer is not None:
        columns.append(Column(gettext("Costs in %(currency)s", currency=price.currency)))
    return Section(
        code="costs",
        heading=gettext("Cost shares"),
        definition=gettext("The costs of the programme are shared by the number of filers who had to file."),
        finding=_borne(shown, price.currency, price.per_filer),
        table=Table(
            columns=tuple(columns),
            rows=tuple(_cost(shown, name, place, strong=strong) for name, place, strong in places),
        ),
    )


def _cost(shown: Shown, name: str, place: str, *, strong: bool) -> Row:
    key = f"required{place}"
    share = Cell("") if strong else shown.share_cell(key, "required")
    cells = [Cell(name), shown.cell(key), share]
    if f"cost{place}" in shown.annual.numbers:
        cells.append(shown.cell(f"cost{place}"))
    return Row(tuple(cells), strong=strong)


def _borne(shown: Shown, currency: str, per_filer: int | None) -> str:
    gettext = shown.tongue.gettext
    if per_filer is None:
        return gettext("No price for each filer is agreed; each group bears the share of its filers.")
    return gettext(
        "At %(price)s %(currency)s for each filer, the programme costs %(cost)s %(currency)s.",
        price=shown.tongue.count(per_filer),
        currency=currency,
        cost=shown.count("cost"),
    )
