"""Letters: names, dates and links only, written with their cause and sent once."""

from disclosure.mail.kinds import SHAPES, Shape, Site
from disclosure.mail.writing import Addressed, write, write_all

__all__ = ["SHAPES", "Addressed", "Shape", "Site", "write", "write_all"]
