"""The compliance site holds no key: it cannot even load what would open or seal anything."""

import subprocess
import sys
from pathlib import Path

import config

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


def test_creating_the_site_never_loads_the_vault(tmp_path: Path) -> None:
    config.prepare_instance(tmp_path / "instance", demo=False)
    done = subprocess.run(
        [sys.executable, "-c", CREATE, str(tmp_path / "instance")],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(config.__file__).parent,
    )
    assert done.stdout.strip() == ""


def test_the_site_has_no_setting_for_keys() -> None:
    assert "keys" not in config.ComplianceConfig.__dataclass_fields__
