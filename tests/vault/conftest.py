import pytest

from tests.vault.cast import Sites, sites_in


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    return sites_in(tmp_path_factory.mktemp("keys"))
