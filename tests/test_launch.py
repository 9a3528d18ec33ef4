"""What `make run` starts, ends with it: nothing is left behind, whatever the children do."""

import os
import socket
import subprocess
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from careloop import launch
from careloop.demo import guard

# Ignores SIGTERM, and so does the child it starts: both must be gone all the same.
STUBBORN = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
open(sys.argv[1], "w").write(str(child.pid))
time.sleep(600)
"""
LEAVES_A_CHILD = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
open(sys.argv[1], "w").write(str(child.pid))
"""


def wait_for(fact):
    until = time.monotonic() + 30
    while time.monotonic() < until:
        found = fact()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError("it did not happen")


def lives(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


needs_proc = pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="looks at processes under /proc")


@needs_proc
@pytest.mark.parametrize("script", [STUBBORN, LEAVES_A_CHILD])
def test_no_process_stays_behind(tmp_path, monkeypatch, script):
    monkeypatch.setattr(launch, "STOP_WITHIN", 0.3)
    children, note = launch.Children(), tmp_path / "pid"
    children.start("stubborn", [sys.executable, "-c", script, str(note)])
    grandchild = int(wait_for(lambda: note.exists() and note.read_text()))
    assert lives(grandchild)
    children.end()
    wait_for(lambda: not lives(grandchild))


@needs_proc
def test_what_a_child_that_ended_by_itself_left_is_ended_too(tmp_path):
    children, note = launch.Children(), tmp_path / "pid"
    children.start("one", [sys.executable, "-c", LEAVES_A_CHILD, str(note)])
    assert wait_for(children.ended) == {"one": 0}
    grandchild = int(note.read_text())
    wait_for(lambda: not lives(grandchild))
    assert children.ended() == {}


def test_a_port_that_is_taken_is_told_in_a_sentence():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(guard.Refused, match=f"http://127.0.0.1:{port}/ cannot be used"):
            launch.run("127.0.0.1", port, cases=0, seed=1)


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "192.168.1.5", "careloop.example.com", "127.0.0.1.example.com"]
)
def test_the_demo_is_not_shown_to_others(host):
    with pytest.raises(guard.Exposed, match="passwords are known to everybody"):
        launch.run(host, 8000, cases=0, seed=1)


class NotFound(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_error(404)

    def log_message(self, *_):
        pass


def test_any_answer_is_an_answer():
    with HTTPServer(("127.0.0.1", 0), NotFound) as server:
        address = f"http://127.0.0.1:{server.server_port}/"
        thread = Thread(target=server.serve_forever)
        thread.start()
        assert launch.answers(address) is True
        server.shutdown()
        thread.join()
    assert launch.answers(address) is False


def test_the_server_runs_under_this_python():
    command = launch.web_command("127.0.0.1", 8000, workers=2)
    assert subprocess.run([*command[:3], "--version"], check=False, capture_output=True).returncode == 0
