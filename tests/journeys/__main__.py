"""Run the journeys: see that there is a browser, then let pytest walk them."""

import subprocess
import sys

from tests.journeys.browser import NoBrowser, install

try:
    install()
except NoBrowser as sentence:
    sys.exit(str(sentence))
sys.exit(
    subprocess.run(
        [
            *(sys.executable, "-u", "-m", "pytest", "tests/journeys", "-n", "0", "--force-enable-socket"),
            *("-p", "no:cacheprovider", "-q", "-s", *sys.argv[1:]),
        ],
        check=False,
    ).returncode
)
