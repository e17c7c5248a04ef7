"""Ask a site on this machine whether it is alive: `python -m disclosure.probe http://127.0.0.1:8001/healthz`.

For containers, whose image holds no other program that could. Status 1, and the answer, when it is not.
"""

import sys
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

ANSWERS_WITHIN = 4.0


def ask(address: str) -> tuple[int, str]:
    """Return status and text of the answer; status 0 and the reason when there is none."""
    parts = urlsplit(address)
    connection = HTTPConnection(parts.hostname or "127.0.0.1", parts.port or 80, timeout=ANSWERS_WITHIN)
    try:
        connection.request("GET", parts.path or "/")
        answer = connection.getresponse()
        return answer.status, answer.read().decode(errors="replace").strip()
    except (OSError, HTTPException) as error:
        return 0, f"{address} does not answer: {error}"
    finally:
        connection.close()


def main() -> None:
    """Ask the address on the command line."""
    status, text = ask(sys.argv[1])
    if status != 200:  # noqa: PLR2004
        sys.exit(text)


if __name__ == "__main__":
    main()
