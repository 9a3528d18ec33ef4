"""The example works as it stands, as a process of its own against a running server."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils import timezone

from careloop.demo import cast
from careloop.kit.journal.verify import verify
from careloop.service.models import Case
from tests.api.conftest import CLERK, DIRECTOR, MANAGER, TECHNICIAN, Program

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "call_to_close.py"

pytestmark = pytest.mark.django_db(transaction=True)


def run(**environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT") if name in os.environ}
    return subprocess.run(
        [sys.executable, str(EXAMPLE)],
        env={**kept, "PYTHONIOENCODING": "utf-8", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_the_journey_through_the_api(server: str) -> None:
    program = Program(cast.build(timezone.now()))
    posts = {"CLERK": CLERK, "MANAGER": MANAGER, "DIRECTOR": DIRECTOR, "TECHNICIAN": TECHNICIAN}
    tokens = {f"{post}_TOKEN": program.token(username) for post, username in posts.items()}
    done = run(CARELOOP_URL=server, TECHNICIAN=TECHNICIAN, **tokens)
    assert done.returncode == 0, done.stderr
    case = Case.objects.get()
    assert (case.state, case.outcome, case.remark) == ("closed", "content", "很满意")
    assert done.stdout.splitlines()[-1] == f"{case.number} is closed: content."
    assert verify().whole


def test_it_says_what_it_lacks_and_what_was_refused(server: str) -> None:
    assert run().returncode == 2
    tokens = {f"{post}_TOKEN": "guessed" for post in ("CLERK", "MANAGER", "DIRECTOR", "TECHNICIAN")}
    done = run(CARELOOP_URL=server, TECHNICIAN=TECHNICIAN, **tokens)
    assert (done.returncode, "401 no_token" in done.stderr) == (1, True)
    assert "Traceback" not in done.stderr
