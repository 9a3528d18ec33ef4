"""From a customer's call to a satisfied close, through the API, with nothing but Python's own library.

    CARELOOP_URL=http://127.0.0.1:8000 \\
    CLERK_TOKEN=… MANAGER_TOKEN=… DIRECTOR_TOKEN=… TECHNICIAN=chen.jianguo TECHNICIAN_TOKEN=… \\
    python examples/call_to_close.py

Make the tokens with `careloop token USER`; in the demo company: li.wen, wang.jianye, zhao.min, chen.jianguo.
WINDOW_FROM and WINDOW_UNTIL say when the technician comes (ISO 8601 with offset); left out, the morning of
the first day on which the branch works is tried out.
"""

import json
import os
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import datetime, time, timedelta, timezone
from typing import Any
from uuid import uuid4

BEIJING = timezone(timedelta(hours=8))
DAYS_TRIED = 14
POSTS = ("CLERK", "MANAGER", "DIRECTOR", "TECHNICIAN")


class Refused(Exception):
    """The API said no: what it answered, as problem+json."""

    def __init__(self, told: dict[str, Any]) -> None:
        super().__init__(f"{told['status']} {told['code']}: {told['detail']} {told['errors'] or ''}".strip())
        self.told = told


class Program:
    """Calls the API with somebody's token."""

    def __init__(self, url: str, token: str) -> None:
        self.url, self.token = url.rstrip("/") + "/api/v1", token

    def post(self, path: str, **body: Any) -> dict[str, Any]:
        """A key of its own for each request: sent again after a lost answer, it has no second effect."""
        return self._send("POST", path, json.dumps(body).encode(), {"Idempotency-Key": str(uuid4())})

    def get(self, path: str) -> dict[str, Any]:
        return self._send("GET", path, None, {})

    def _send(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> dict[str, Any]:
        headers |= {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        request = urllib.request.Request(self.url + path, body, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise Refused(json.load(error)) from error


def walk(clerk: Program, manager: Program, director: Program, technician: Program, sent: str) -> str:
    """The whole journey; `sent` is the technician's user name. Returns the number of the closed case."""
    case = clerk.post(
        "/service/cases",
        channel="phone",
        phone="138 0013 2207",
        name="周淑芬",
        language="zh-hans",
        address="和平里北街 14 号 3 单元 502",
        model="WD-820",
        serial="WD820-25-118834",
        bought_on="2025-03-02",
        description="甩干时整机位移，声音很大，已放平。",
    )
    number, order = case["number"], case["orders"][0]
    say(f"{number} is open; who pays: {case['kind']}, {case['kind_reason']}.")

    manager.post(f"/service/cases/{number}/assess", severity="normal", complexity="simple")
    say("The manager has assessed it.")

    told = dispatch(director, order, sent)
    say(f"{told['technician']} comes between {told['window_from']} and {told['window_until']}.")

    for step in ("accept", "set_out", "arrive"):
        told = technician.post(f"/service/orders/{order}/{step}")
        say(f"{step.replace('_', ' ')}: the order is {told['state']}.")
    say(f"In time: {told['on_time']}.")

    technician.post(
        f"/service/orders/{order}/finish",
        result="repaired",
        report="更换一对减震器，调平试机。",
        work_minutes=50,
        travel_minutes=25,
    )
    told = technician.post(f"/service/orders/{order}/sign", absent_reason="老人手抖，口头确认")
    say(f"Voucher {told['voucher']} is signed.")

    clerk.post(f"/service/orders/{order}/sign_off", checked=True)
    clerk.post(f"/service/cases/{number}/review", note="与报修一致")
    clerk.post(f"/service/cases/{number}/inform", channel="phone", words="已更换减震器，请勿超载。")
    told = clerk.post(f"/service/cases/{number}/close", remark="很满意")
    say(f"{number} is {told['state']}: {told['outcome']}.")
    return number


def dispatch(director: Program, order: str, technician: str) -> dict[str, Any]:
    """Sends the technician in the first window in which they are on shift."""
    refused = None
    for window_from, window_until in windows():
        body = {"technician": technician, "window_from": window_from, "window_until": window_until}
        try:
            return director.post(f"/service/orders/{order}/dispatch", **body)
        except Refused as error:
            if error.told["status"] != 422:
                raise
            refused = error
    raise refused or Refused({"status": 422, "code": "no_window", "detail": "No window.", "errors": {}})


def windows() -> Iterator[tuple[str, str]]:
    if os.environ.get("WINDOW_FROM"):
        yield os.environ["WINDOW_FROM"], os.environ["WINDOW_UNTIL"]
        return
    today = datetime.now(BEIJING).date()
    for days in range(1, DAYS_TRIED + 1):
        begins = datetime.combine(today + timedelta(days=days), time(9, 30), BEIJING)
        yield begins.isoformat(), (begins + timedelta(hours=2)).isoformat()


def say(sentence: str) -> None:
    print(sentence, flush=True)


def main() -> int:
    try:
        url = os.environ["CARELOOP_URL"]
        programs = [Program(url, os.environ[f"{post}_TOKEN"]) for post in POSTS]
        walk(*programs, sent=os.environ["TECHNICIAN"])
    except KeyError as missing:
        print(f"{missing.args[0]} is not set.\n\n{__doc__}", file=sys.stderr)
        return 2
    except (Refused, urllib.error.URLError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
