"""What every test may use: where shared outside data lie, and the portable loops."""

from pathlib import Path

import pytest
from hypothesis import settings

from hanoi_ct import _core

# A busy machine is not a fault: an example may take as long as it needs.
settings.register_profile("hanoi_ct", deadline=None)
settings.load_profile("hanoi_ct")

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of outside data beside the checkout, or skip, saying so."""
    if not SHARED.is_dir():
        pytest.skip("no ../shared beside the checkout: its outside data are not packaged")
    return SHARED


@pytest.fixture(params=["selected", "portable"])
def loops(request, monkeypatch):
    """Run a test on the loops this processor selects, then on the portable ones."""
    if request.param == "portable":
        for name in [n for n in vars(_core) if n.endswith("_portable")]:
            monkeypatch.setattr(_core, name.removesuffix("_portable"), getattr(_core, name))
    return request.param
