import pytest

from hdirledger.ledger import Ledger

from ..support import open_ledger
from .books import FILES


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    return open_ledger(tmp_path_factory.mktemp("books"), FILES)
