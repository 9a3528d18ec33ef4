from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from careloop.kit.papers.tests.example import LABEL, TEMPLATES, VOUCHER, shelved


@pytest.fixture
def papers(settings: Any) -> Iterator[None]:
    """The example voucher and label, registered, with their templates found."""
    settings.TEMPLATES = deepcopy(settings.TEMPLATES)
    settings.TEMPLATES[0]["DIRS"] = [TEMPLATES]
    with shelved(VOUCHER, LABEL):
        yield
