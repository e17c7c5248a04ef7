"""Jobs that need no key."""

from uuid import UUID

from sqlalchemy import Engine

from disclosure import mail
from disclosure.mail import Post
from disclosure.queue import Jobs


def common_jobs(post: Post) -> Jobs:
    """Return the jobs of the common queue."""

    def send_letters(engine: Engine, _letter_id: UUID) -> None:
        """Send every unsent letter, so that one piece of work serves all that were written meanwhile."""
        mail.send(engine, post)

    return {"letters:send": send_letters}
