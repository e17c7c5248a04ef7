"""The compliance site holds no key: it cannot even load what would open or seal anything."""

import os
import subprocess
import sys
from pathlib import Path

from sqlalchemy.orm import Session

import config
from disclosure import clock
from disclosure.casework import accounts
from tests.casework.office import Office
from tests.cast import Cast

CREATE = """
import sys
from config import ComplianceConfig, instance_folder
import compliance

app = compliance.create_app(ComplianceConfig.from_environment({"DISCLOSURE_INSTANCE": sys.argv[1]}))
assert "season.show" in app.view_functions
for site in ("portal", "reviewer"):
    assert site not in sys.modules, site
print(*sorted(name for name in sys.modules if name.startswith("disclosure.vault")))
"""
SERVE = """
import sys
from datetime import UTC, datetime
from config import ComplianceConfig
import compliance
from disclosure import clock

app = compliance.create_app(ComplianceConfig.from_environment())
clock.shift(datetime.fromisoformat(sys.argv[3]) - datetime.now(UTC))
browser = app.test_client()
with browser.session_transaction() as session:
    session["_user_id"], session["language"] = sys.argv[1], "en"
known = {"year": 2020, "code": "DOS", "filing_id": sys.argv[2]}
for rule in app.url_map.iter_rules():
    if "GET" in rule.methods and rule.arguments <= known.keys() and "sign_out" not in rule.endpoint:
        with app.test_request_context():
            place = app.url_for(rule.endpoint, **{name: known[name] for name in rule.arguments})
        answer = browser.get(place)
        print(answer.status_code, rule.endpoint, len(answer.get_data()), sep=",")
opened = [name for name in sys.modules if name.startswith(("disclosure.vault", "shamir_mnemonic"))]
print(*sorted(opened), file=sys.stderr)
"""


def run(script: str, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(config.__file__).parent,
        env=os.environ | environ,
    )


def test_creating_the_site_never_loads_the_vault(tmp_path: Path) -> None:
    config.prepare_instance(tmp_path / "instance", demo=False)
    assert run(CREATE, str(tmp_path / "instance")).stdout.strip() == ""


def test_serving_its_pages_never_loads_the_vault(
    db: Session, cast: Cast, office: Office, migrated_url: str, tmp_path: Path
) -> None:
    config.prepare_instance(tmp_path / "instance", demo=False)
    office.file(cast.amina)
    token = accounts.begin_session(db, cast.olu.account, site="compliance", method="link")
    db.commit()
    settings = {
        "DISCLOSURE_INSTANCE": str(tmp_path / "instance"),
        "DISCLOSURE_DATABASE_URL": migrated_url,
        "COMPLIANCE_URL": "http://localhost",
    }
    done = run(SERVE, token, str(cast.amina.filing.id), clock.now().isoformat(), **settings)
    served = {line.split(",")[1]: line.split(",")[0] for line in done.stdout.splitlines()}
    assert {name for name, status in served.items() if status >= "500"} == set()
    pages = ("season.show", "people.index", "people.show", "people.export", "designate.show")
    assert {served[name] for name in pages} == {"200"}
    assert done.stderr.strip() == ""


def test_the_site_has_no_setting_for_keys() -> None:
    assert "keys" not in config.ComplianceConfig.__dataclass_fields__
