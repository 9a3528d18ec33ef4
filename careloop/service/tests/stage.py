"""A small scene for the tests of pages: the demo company, at a moment that the test sets."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from careloop.demo.cast import Cast
from careloop.kit.epochs import copy
from careloop.service.actions import call, case, order
from careloop.service.actions.told import in_parts
from careloop.service.models import Case, Order

BEIJING = ZoneInfo("Asia/Shanghai")
# A Thursday within the hours of the preset.
NOW = datetime(2026, 11, 26, 10, 0, tzinfo=BEIJING)


class Stage:
    def __init__(self, company: Cast, monkeypatch: Any) -> None:
        self.company = company
        monkeypatch.setattr(timezone, "now", lambda: NOW)
        # A slow machine would look whether master data changed in the middle of a count of queries.
        monkeypatch.setattr(copy, "SECONDS_BETWEEN_LOOKS", float("inf"))

    def client(self, username: str) -> Client:
        client = Client()
        client.force_login(self.company.people[username])
        return client

    def actor(self, username: str, at: datetime = NOW) -> Any:
        return self.company.actor(username, at)

    def case(self, at: datetime = NOW - timedelta(hours=1), **more: Any) -> Case:
        given = {
            "unit": self.company.units["NB"],
            "channel": "phone",
            "phone": "138 0013 2207",
            "name": "周淑芬",
            "address": "和平里北街 14 号",
            "model": self.company.models["WD-820"],
            "serial": "WD820-25-118834",
            "description": "甩干时整机位移",
        }
        return call.take(**in_parts({**given, **more}), actor=self.actor("li.wen", at), at=at)

    def assessed(self, at: datetime = NOW - timedelta(hours=1), **more: Any) -> Case:
        """Opened at that moment, and assessed ten minutes later."""
        matter, later = self.case(at, **more), at + timedelta(minutes=10)
        by = self.actor("zhao.min", later)
        case.assess(matter, severity="normal", complexity="simple", actor=by, at=later)
        return matter

    def job(self, matter: Case) -> Order:
        orders = matter.orders.select_related("case", "unit", "voucher", "technician", "zone")
        return orders.latest("id")

    def dispatched(self, matter: Case, technician: str = "chen.jianguo", hour: int = 11) -> Order:
        job = self.job(matter)
        from_at = NOW.replace(hour=hour)
        order.dispatch(
            job,
            technician=self.company.people[technician],
            window_from=from_at,
            window_until=from_at + timedelta(hours=1),
            actor=self.actor("zhao.min"),
            at=NOW,
        )
        matter.refresh_from_db()
        return job

    def signed(self, matter: Case) -> Order:
        job = self.dispatched(matter)
        by = self.actor("chen.jianguo")
        order.accept(job, actor=by, at=NOW)
        order.arrive(job, actor=by, at=NOW)
        order.finish(job, result="repaired", report="已调平", work_minutes=20, actor=by, at=NOW)
        order.sign(job, signer="", absent_reason="无法签字", actor=by, at=NOW)
        return job

    def another_round(self, matter: Case) -> None:
        job, clerk = self.signed(matter), self.actor("li.wen")
        order.sign_off(job, actor=clerk, at=NOW)
        matter.refresh_from_db()
        case.review(matter, note="好", actor=clerk, at=NOW)
        case.inform(matter, channel="phone", words="已修好", actor=clerk, at=NOW)
        case.handle_again(matter, reason="还是震动", actor=clerk, at=NOW)


def queries(client: Client, url: str) -> int:
    """How many queries a page takes once the process has its copies of the master data."""
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)
