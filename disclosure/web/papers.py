"""The frame of every paper that a site prints."""

from flask_babel import gettext as _
from flask_login import current_user

from disclosure.printing import Paper, Row, Section
from disclosure.web.languages import spoken


def paper(
    *, title: str, notice: str, footer: str, facts: tuple[Row, ...], sections: tuple[Section, ...]
) -> Paper:
    """Return a paper in the language of the page, in the name of the reader's organisation."""
    names = current_user.organisation.names
    return Paper(
        language=spoken().tag,
        direction=spoken().direction,
        issuer=names.get(spoken().code, names["en"]),
        title=title,
        notice=notice,
        footer=footer,
        page_number=_("Page %(number)s of %(count)s", number="{page}", count="{pages}"),
        uncovered=_(
            "Some letters of this text are in a script that we cannot print; � stands in their place. "
            "The page shows them."
        ),
        facts=facts,
        sections=sections,
    )
