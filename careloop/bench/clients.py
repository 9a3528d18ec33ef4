"""Clients that ask one after the other over a kept connection, each a bounded number of times."""

import http.client
import json
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

PATIENCE = 30  # seconds for one answer


class Failed(Exception):
    """The server answered with something else than the measured work."""


@dataclass(frozen=True, slots=True)
class Ask:
    method: str
    path: str
    headers: dict[str, str]
    body: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of each answer, the seconds that all of it took, and the bytes of the last one."""

    each: list[float]
    whole: float
    size: int
    answers: list[bytes]


def ask_all(host: str, port: int, asks: list[Ask], clients: int) -> Timing:
    """Shares the questions out among so many clients. Raises Failed at the first wrong answer."""
    shares = [asks[first::clients] for first in range(clients)]
    began = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        told = list(pool.map(lambda share: _ask(host, port, share), shares))
    whole = time.perf_counter() - began
    answers = [answer for each in told for _seconds, answer in each]
    return Timing([s for each in told for s, _answer in each], whole, len(answers[-1]), answers)


def _ask(host: str, port: int, asks: list[Ask]) -> list[tuple[float, bytes]]:
    connection = http.client.HTTPConnection(host, port, timeout=PATIENCE)
    try:
        return [_timed(connection, ask) for ask in asks]
    finally:
        connection.close()


def _timed(connection: http.client.HTTPConnection, ask: Ask) -> tuple[float, bytes]:
    body = None if ask.body is None else json.dumps(ask.body).encode()
    headers = ask.headers | ({"Content-Type": "application/json"} if body else {})
    began = time.perf_counter()
    connection.request(ask.method, ask.path, body, headers)
    answer = connection.getresponse()
    told = answer.read()
    seconds = time.perf_counter() - began
    if answer.status not in (200, 201):
        raise Failed(f"{ask.method} {ask.path}: {answer.status} {told[:300]!r}")
    return seconds, told
