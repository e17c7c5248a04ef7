"""Letters: names, dates and links only, written with their cause and sent once."""

from disclosure.mail.kinds import SHAPES, Shape, Site
from disclosure.mail.rendering import Links, Press, Rendered
from disclosure.mail.returned import Returned, returned
from disclosure.mail.sending import Post, send
from disclosure.mail.smtp import Network, Smtp, Socket, door_of
from disclosure.mail.transport import Carrier, Folder, Transport
from disclosure.mail.writing import Addressed, write, write_all

__all__ = [
    "SHAPES",
    "Addressed",
    "Carrier",
    "Folder",
    "Links",
    "Network",
    "Post",
    "Press",
    "Rendered",
    "Returned",
    "Shape",
    "Site",
    "Smtp",
    "Socket",
    "Transport",
    "door_of",
    "returned",
    "send",
    "write",
    "write_all",
]
