"""Run the stack until Ctrl-C, and show where its parts are: `make stack`.

Nothing of it is production: PostgreSQL and Redis come from packages, the storage is moto's, and letters are
shown here instead of being sent. deploy/ has the real ones.
"""

import re
import signal
import tempfile
import threading
from email.message import EmailMessage
from pathlib import Path

from tests.stack.topology import Stack, stack


def main() -> None:
    """Run."""
    with tempfile.TemporaryDirectory(prefix="stack-") as name, stack(Path(name)) as running:
        running.mail.before_answer = shown
        print(introduction(running), flush=True)  # noqa: T201 - it is there to be looked at
        ended = threading.Event()
        for told in (signal.SIGINT, signal.SIGTERM):
            signal.signal(told, lambda _number, _frame: ended.set())
        ended.wait()


def introduction(running: Stack) -> str:
    """Say where everything is, and as whom one can sign in."""
    sites = "\n".join(f"  {site:11} http://127.0.0.1:{port}/" for site, port in running.ports.items())
    return (
        f"{sites}\n  PostgreSQL  {running.owner_url}\n  Redis       {running.redis_url}\n"
        f"  logs        {running.folder}/*.log\n"
        "Ask for a link as amina@example.org (filing) or olu@example.org (compliance): it comes here.\n"
        "Ctrl-C ends everything."
    )


def shown(letter: EmailMessage) -> None:
    """Print whom a letter goes to, what it is about, and the link in it."""
    body = letter.get_body(("plain",))
    links = re.findall(r"https?://\S+", str(body.get_content()) if body else "")
    print(f"Letter to {letter['To']}: {letter['Subject']}\n  " + "\n  ".join(links), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
