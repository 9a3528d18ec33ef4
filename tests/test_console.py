"""The command `careloop`, as typed."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.utils import timezone

from careloop import console
from careloop.demo import cast
from careloop.kit.rules import all_values
from careloop.service.models import Case


def typed(*words, **environment):
    return subprocess.run(
        [sys.executable, "-m", "careloop.console", *words],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        timeout=120,
    )


def test_help_lists_the_commands():
    answer = typed("--help")
    assert answer.returncode == 0
    for command in (
        "setup",
        "demo",
        "run",
        "history",
        "backup",
        "restore",
        "bench",
        "serve",
        "worker",
        "verify",
        "rule",
        "step",
        "token",
        "messages",
        "manage",
    ):
        assert f"    {command} " in answer.stdout


def test_without_secrets_it_refuses_with_a_sentence(tmp_path):
    answer = typed("verify", CARELOOP_DEBUG="", CARELOOP_SECRET_KEY="", CARELOOP_DATA_DIR=str(tmp_path))
    assert (answer.returncode, answer.stdout) == (1, "")
    assert answer.stderr.startswith("CARELOOP_SECRET_KEY is not set.")
    assert answer.stderr.count("\n") == 1


def test_a_preset_that_does_not_exist_is_named_with_those_that_do():
    answer = typed("setup", "--preset", "moon")
    assert answer.returncode == 2
    assert "invalid choice: 'moon'" in answer.stderr


@pytest.mark.django_db
def test_rule_shows_value_sentence_and_clause(capsys):
    for rule in all_values():
        assert console.main(["rule", rule.name]) == 0
        shown = capsys.readouterr().out
        assert rule.name in shown
        assert rule.sentence in shown
        assert f"Clause {rule.clause}" in shown


def test_an_unknown_rule_is_answered_with_those_that_are_like_it(capsys):
    assert console.main(["rule", "nothing.like.it"]) == 1
    assert "There is no rule “nothing.like.it”. There are: " in capsys.readouterr().err


def test_step_shows_who_may_and_where_the_action_stands(capsys):
    assert console.main(["step", "service.order.dispatch"]) == 0
    shown = capsys.readouterr().out
    assert "Who may: " in shown
    assert "careloop/service/actions/order" in shown


def test_an_unknown_step_is_answered_with_those_that_are_like_it(capsys):
    assert console.main(["step", "service.order.dispach"]) == 1
    assert "service.order.dispatch" in capsys.readouterr().err


@pytest.mark.django_db
def test_verify_says_that_all_is_well(capsys):
    assert console.main(["verify"]) == 0
    assert "Each is what its facts give." in capsys.readouterr().out


@pytest.mark.django_db
def test_history_takes_old_cases_over_and_names_what_it_refuses(capsys, tmp_path):
    cast.build(timezone.now())
    file = tmp_path / "old.csv"
    head = "id,partner_product_category,product_category,brand,repair_status,repair_barrier_if_end_of_life"
    rows = ["a1,Kettle,Kettle,,Fixed,,Aber,2019-05-04,Leaks", "a2,Boat,Boat,,Fixed,,Aber,2019-05-04,Leaks"]
    file.write_text("\n".join([f"{head},group_identifier,event_date,problem", *rows]))
    assert console.main(["history", str(file)]) == 0
    told = capsys.readouterr().out
    assert "line 3, a2: The product category is not in the mapping. (“Boat”)" in told
    assert "2 rows read: 1 taken, 0 there already, 1 refused." in told
    assert "CC BY-SA 4.0" in told
    assert Case.objects.get().history_id == "a1"


def test_history_of_a_file_that_is_not_there(capsys):
    assert console.main(["history", "nowhere.csv"]) == 1
    assert "The file nowhere.csv cannot be read." in capsys.readouterr().err


@pytest.mark.django_db
def test_a_token_for_nobody(capsys):
    assert console.main(["token", "nobody"]) == 1
    assert "There is nobody with the sign-in name “nobody”." in capsys.readouterr().err


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    """The environment of an installation with a database of its own."""
    folder = tmp_path_factory.mktemp("installation")
    environment = {
        **os.environ,
        "CARELOOP_DEBUG": "1",
        "CARELOOP_DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "CARELOOP_DATA_DIR": str(folder),
    }
    migrate = [sys.executable, "-m", "careloop.console", "manage", "migrate", "-v0"]
    subprocess.run(migrate, check=True, env=environment)
    return environment


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_worker_stops_when_it_is_told_to(installation, number):
    command = [sys.executable, "-m", "careloop.console", "worker"]
    worker = subprocess.Popen(command, env=installation, stdout=subprocess.PIPE, text=True)
    assert worker.stdout.readline().startswith("Worker ")
    time.sleep(0.5)
    worker.send_signal(number)
    assert worker.wait(30) == 0


def test_sigterm_ends_the_play_as_an_exception_so_that_alarms_ring_again(monkeypatch):
    before = signal.getsignal(signal.SIGTERM)
    monkeypatch.setattr("careloop.demo.cast.is_missing", lambda: False)
    monkeypatch.setattr("careloop.demo.cast.build_if_new", lambda at: None)
    monkeypatch.setattr("careloop.demo.play.play", lambda *given, **how: os.kill(os.getpid(), signal.SIGTERM))
    try:
        with pytest.raises(SystemExit) as ended:
            console.main(["demo", "--cases", "1"])
    finally:
        signal.signal(signal.SIGTERM, before)
    assert ended.value.code == 143
