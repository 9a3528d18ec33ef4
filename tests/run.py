"""`make test`: the whole suite on every database at hand, what was left out and how to run it, the sum."""

import os
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
POSTGRES = os.environ.get("CARELOOP_TEST_POSTGRES_URL", "")
SIDE_BY_SIDE = os.environ.get("CARELOOP_TEST_SIDE_BY_SIDE") == "1"


@dataclass
class Suite:
    name: str
    database: str
    folder: Path
    code: int = 0
    counts: Counter = field(default_factory=Counter)
    skipped: Counter = field(default_factory=Counter)

    @property
    def report(self) -> Path:
        return self.folder / f"{self.name}.xml"

    @property
    def output(self) -> Path:
        return self.folder / f"{self.name}.txt"

    def start(self, stdout=None) -> subprocess.Popen:
        environment = {**os.environ, "CARELOOP_DEBUG": "1", "CARELOOP_TEST_DATABASE": self.database}
        environment.pop("CARELOOP_DATABASE_URL", None)
        if self.database != "sqlite":
            environment["CARELOOP_DATABASE_URL"] = self.database
        command = [sys.executable, "-m", "pytest", f"--junit-xml={self.report}", *sys.argv[1:]]
        return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=stdout, stderr=stdout)

    def count(self) -> None:
        if not self.report.exists():
            self.counts["failed"] += 1  # it did not even come to its report
            return
        for case in ElementTree.parse(self.report).iter("testcase"):
            skip = case.find("skipped")
            broken = case.find("failure") is not None or case.find("error") is not None
            self.counts["failed" if broken else "passed" if skip is None else "skipped"] += 1
            if skip is not None:
                self.skipped[skip.get("message", "")] += 1


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="careloop-suite-") as scratch:
        suites = [Suite("SQLite", "sqlite", Path(scratch))]
        if POSTGRES:
            suites.append(Suite("PostgreSQL", POSTGRES, Path(scratch)))
        run_side_by_side(suites) if SIDE_BY_SIDE else run_in_turn(suites)
        for suite in suites:
            suite.count()
    tell_what_was_left_out(suites)
    total = sum((suite.counts for suite in suites), Counter())
    for suite in suites:
        print(f"{suite.name}: {sentence(suite.counts)}")
    print(sentence(total), flush=True)
    return 1 if total["failed"] or any(suite.code for suite in suites) else 0


def run_in_turn(suites: list[Suite]) -> None:
    for suite in suites:
        print(f"== {suite.name}", flush=True)
        suite.code = suite.start().wait()


def run_side_by_side(suites: list[Suite]) -> None:
    """Both at once, on two cores; what each prints is kept apart and shown when both have ended."""
    started = []
    for suite in suites:
        with suite.output.open("wb") as output:
            started.append(suite.start(output))
    for suite, process in zip(suites, started, strict=True):
        suite.code = process.wait()
        print(f"== {suite.name}\n{suite.output.read_text(errors='replace')}", flush=True)


def tell_what_was_left_out(suites: list[Suite]) -> None:
    print()
    if not POSTGRES:
        print(
            "Left out: PostgreSQL. To run it: CARELOOP_TEST_POSTGRES_URL=postgres://user@host/name make test"
        )
    for suite in suites:
        for reason, times in suite.skipped.items():
            print(f"Left out on {suite.name}: {times} × {reason}")


def sentence(counts: Counter) -> str:
    return ", ".join(f"{counts[outcome]} {outcome}" for outcome in ("passed", "failed", "skipped"))


if __name__ == "__main__":
    sys.exit(main())
