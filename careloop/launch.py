"""All of it at once for `make run`: the demo company with web server and worker, and a clean end."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from threading import Event
from types import FrameType
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from careloop import installation
from careloop.demo import guard

READY_WITHIN = 60  # seconds for the first answer of the web server
STOP_WITHIN = 6  # seconds that a child gets to end by itself


def run(host: str, port: int, cases: int, seed: int) -> int:
    """Prepares, starts, and waits for Ctrl-C or SIGTERM; whatever happens, no child stays behind."""
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    if not guard.is_loopback(host):
        raise guard.Exposed(guard.demo_sentence(host))
    demand_free_port(host, port, address)
    data_dir = installation.prepare_environment(host, address)
    installation.prepare_demo()
    stop, children = stop_event(), Children()
    try:
        children.start("web server", web_command(host, port, workers=2))
        children.start("worker", _careloop("worker"))
        if not wait_for_answer(address, children, stop):
            return 0 if stop.is_set() else 1
        _greet(address)
        played = data_dir / "stamps" / f"demo-{cases}-{seed}"
        if not played.exists():
            children.start("demo", _careloop("demo", "--cases", str(cases), "--seed", str(seed)))
        return _watch(children, stop, played)
    finally:
        children.end()


class Children:
    """Processes that end with this one, each with all that it started itself."""

    def __init__(self) -> None:
        self._alive: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, command: list[str]) -> None:
        # A session of its own: Ctrl-C reaches this process alone, which then ends the children in order.
        self._alive[name] = subprocess.Popen(command, start_new_session=True, cwd=installation.ROOT)  # noqa: S603

    def ended(self) -> dict[str, int]:
        """Those that have ended since the last time, with their exit codes."""
        codes = {name: child.poll() for name, child in self._alive.items()}
        ended = {name: code for name, code in codes.items() if code is not None}
        for name in ended:
            _signal_group(self._alive.pop(name), signal.SIGKILL)
        return ended

    def end(self) -> None:
        for child in self._alive.values():
            _signal_group(child, signal.SIGTERM)
        until = time.monotonic() + STOP_WITHIN
        for child in self._alive.values():
            with suppress(subprocess.TimeoutExpired):
                child.wait(max(0.1, until - time.monotonic()))
            # Also where the child itself has ended: processes of its own may have stayed behind.
            _signal_group(child, signal.SIGKILL)
            child.wait()
        self._alive.clear()


def _signal_group(child: "subprocess.Popen[bytes]", number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, number)


def stop_event() -> Event:
    stop = Event()

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, on_signal)
    return stop


def _watch(children: Children, stop: Event, played: Path) -> int:
    while not stop.wait(0.5):
        for name, code in children.ended().items():
            if name != "demo":
                say(f"The {name} ended by itself ({code}); everything is stopped.")
                return 1
            if code == 0:
                played.touch()
            else:
                say(f"The demo stopped playing ({code}); it goes on at the next start.")
    return 0


def wait_for_answer(address: str, children: Children, stop: Event) -> bool:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until and not children.ended():
        if answers(address):
            return True
        if stop.wait(0.2):
            return False
    say("The web server or the worker did not start.")
    return False


def answers(address: str) -> bool:
    try:
        urlopen(address, timeout=5).close()  # noqa: S310 - the address is made here
    except HTTPError as answer:
        answer.close()
    except (URLError, OSError):
        return False
    return True


def demand_free_port(host: str, port: int, address: str) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise guard.Refused(
                f"{address} cannot be used ({error.strerror}). Try: make run PORT=8001"
            ) from None


def _greet(address: str) -> None:
    from careloop.demo.cast import sign_ins

    people = [(name, password, str(post)) for post, name, password in sign_ins()]
    say(f"\nCareloop answers at {address}\n")
    for name, password, post in [("Sign-in name", "Password", "Post"), *people]:
        say(f"  {name:<16} {password:<16} {post}")
    say("\nThe demo company plays on in the background. Ctrl-C stops everything.")


def web_command(host: str, port: int, workers: int) -> list[str]:
    server = f"--interface wsgi --workers {workers} --blocking-threads 4 --workers-kill-timeout 3"
    where = ["--host", host, "--port", str(port), "--working-dir", str(installation.ROOT)]
    quiet = ["--log-level", "warning"]
    return [sys.executable, "-m", "granian", *server.split(), *where, *quiet, "careloop.wsgi:application"]


def _careloop(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "careloop.console", *arguments]


def say(sentence: str) -> None:
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()
