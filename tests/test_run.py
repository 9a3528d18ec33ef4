"""`make run` as a whole: it answers, and leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


@pytest.fixture
def running(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CARELOOP_")}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    environment["CARELOOP_DATA_DIR"] = str(tmp_path)
    command = [sys.executable, "-m", "careloop.console", "run", "--port", str(port), "--cases", "3"]
    with (tmp_path / "output").open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
    process.address = f"http://127.0.0.1:{port}/"
    process.output = tmp_path / "output"
    yield process
    process.kill()
    process.wait()


def wait_for(fact, process):
    until = time.monotonic() + 180
    while time.monotonic() < until and process.poll() is None:
        if fact():
            return
        time.sleep(0.2)
    raise AssertionError(process.output.read_text())


def family(pid):
    """The process and all that stem from it."""
    rows = subprocess.run(
        ["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True
    ).stdout.split("\n")
    parents = {int(row.split()[0]): int(row.split()[1]) for row in rows if row.strip()}
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def still_there(pids):
    shown = subprocess.run(["ps", "-eo", "pid=,stat="], capture_output=True, text=True, check=True).stdout
    alive = {int(row.split()[0]) for row in shown.splitlines() if not row.split()[1].startswith("Z")}
    return pids & alive


def test_it_answers_and_stops_with_all_its_children(running):
    wait_for(lambda: "Careloop answers at" in running.output.read_text(), running)
    try:
        status = urlopen(running.address, timeout=30).status
    except HTTPError as answer:
        status = answer.code
    assert status < 500
    started = family(running.pid)
    assert len(started) >= 4, "the web server with its two workers, and the worker"
    running.send_signal(signal.SIGINT)
    assert running.wait(30) == 0, running.output.read_text()
    assert not still_there(started)
