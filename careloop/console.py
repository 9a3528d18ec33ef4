"""The command `careloop`: each command a small function. `careloop --help` lists them."""

import argparse
import getpass
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from careloop import installation, presets

ROOT = Path(__file__).resolve().parent.parent
Command = Callable[[argparse.Namespace], int]


def main(argv: Sequence[str] | None = None) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careloop.settings")
    installation.take_kept_secrets()
    given = _parser().parse_args(argv)
    command: Command = given.command
    try:
        return command(given)
    except KeyboardInterrupt:
        return 130
    except _refusals() as refusal:
        print(refusal, file=sys.stderr)
        return 1


def _refusals() -> tuple[type[Exception], ...]:
    # What is a sentence for whoever typed the command; anything else is a fault and shows where it lies.
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import CommandError

    from careloop.demo.guard import Refused
    from careloop.kit.lifecycle.refusals import Refusal

    return (ImproperlyConfigured, CommandError, Refused, Refusal)


def setup(given: argparse.Namespace) -> int:
    _start_django()
    from django.core.management import call_command
    from django.utils import timezone

    from careloop.presets import company

    call_command("migrate", verbosity=0, interactive=False)
    presets.load(given.preset, timezone.now())
    print(f"The preset {given.preset} is loaded.")
    if given.admin:
        password = os.environ.get("CARELOOP_ADMIN_PASSWORD") or getpass.getpass(
            f"Password of {given.admin}: "
        )
        company.begin(given.company, given.code, given.admin, password, timezone.now())
        print(
            f"{given.company} has its headquarters {given.code}; {given.admin} may sign in and add the rest."
        )
    return 0


def demo(given: argparse.Namespace) -> int:
    _start_django()
    from django.utils import timezone

    from careloop.demo import cast
    from careloop.demo.guard import Refused
    from careloop.demo.play import play

    if cast.is_missing():
        raise Refused(
            "This database holds another company than the demo's. Give the demo a database of its own: "
            "set CARELOOP_DATA_DIR or CARELOOP_DATABASE_URL."
        )
    # `make run` ends the play with SIGTERM: as an exception it lets what is held be let go.
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    cast.build_if_new(timezone.now())
    play(given.cases, given.seed, now=timezone.now())
    return 0


def history(given: argparse.Namespace) -> int:
    _start_django()
    from django.utils import timezone

    from careloop.presets import history as old_cases

    report = old_cases.run(given.file, given.mapping, at=timezone.now(), tell=print)
    print(*report.lines(), sep="\n")
    return 0 if report.whole else 1


def serve(given: argparse.Namespace) -> int:
    _start_django()
    from django.conf import settings

    from careloop import launch
    from careloop.demo import guard

    guard.refuse_if_exposed(given.host)
    if not settings.DEBUG:
        installation.collect_static()
    command = launch.web_command(given.host, given.port, given.workers)
    os.execv(command[0], command)  # noqa: S606 - the server takes this process's place, signals and all


def worker(given: argparse.Namespace) -> int:
    _start_django()
    from django.utils import timezone

    from careloop.kit.jobs.worker import Work
    from careloop.timetable import TIMETABLE

    work = Work(TIMETABLE, timezone.now)
    work.stop_on_signals()
    print(f"Worker {work.id[:8]} is at work: {len(TIMETABLE)} timed jobs and the queue.", flush=True)
    if not work.run():
        # A job is still under way in a thread that cannot be stopped; its row is back in the queue.
        sys.stderr.flush()
        os._exit(0)
    return 0


def verify(given: argparse.Namespace) -> int:
    _start_django()
    from careloop.kit.clocks.recount import mismatches, numbers
    from careloop.kit.journal.verify import verify as verify_journal

    report = verify_journal()
    print("Journal:", *report.lines(), sep="\n  ")
    wrong = [
        f"{clock.kind} of {clock.document}: {clock.due_at}, not {count.due_at}"
        for clock, count in mismatches()
    ]
    checked, stopped = numbers()
    print("Clocks:", f"{checked} clocks, {stopped} of them stopped.", sep="\n  ")
    for line in wrong or ["Each is what its facts give."]:
        print(f"  {line}")
    return 0 if report.whole and not wrong else 1


def backup(given: argparse.Namespace) -> int:
    _start_django()
    from django.utils import timezone

    from careloop import backup as backups

    size = backups.backup(given.file.absolute(), timezone.now())
    print(f"{given.file}: {size / 1e6:.1f} MB. The secrets are not in it; keep them elsewhere.")
    return 0


def restore(given: argparse.Namespace) -> int:
    _start_django()
    from django.utils import timezone

    from careloop import backup as backups

    report, kept = backups.restore(given.file.absolute(), timezone.now())
    print("All is as it was at the backup. Journal:", *report.lines(), sep="\n  ")
    if kept:
        print(f"Heads of blocks written since then are in {kept}.")
    return 0 if report.whole else 1


def rule(given: argparse.Namespace) -> int:
    _start_django()
    from django.utils import timezone

    from careloop.kit.rules import all_values, find
    from careloop.kit.rules.lookup import history, value

    if given.name not in {known.name for known in all_values()}:
        return _unknown("rule", given.name, [known.name for known in all_values()])
    found = find(given.name)
    print(f"{found.name}: {value(found.name, timezone.now())} {found.unit}".rstrip())
    print(f"  {found.sentence}\n  Clause {found.clause}; the regulation says {found.default}.")
    for override in history(found.name):
        where = f"unit {override.unit_id}" if override.unit_id else "everywhere"
        approval = f"approved by person {override.approved_by_id} as {override.approved_post}"
        print(f"  From {override.from_at:%Y-%m-%d %H:%M}: {override.value}, {where}, {approval}.")
        print(f"    {override.reason}")
    return 0


def step(given: argparse.Namespace) -> int:
    _start_django()
    from careloop.kit.lifecycle.resolve import action_of, form_of
    from careloop.kit.lifecycle.table import all_lives

    steps = {life.word(each): (life, each) for life in all_lives() for each in life.steps}
    if given.name not in steps:
        return _unknown("step", given.name, sorted(steps))
    life, found = steps[given.name]
    who = (
        f"{found.may.sentence} ({found.may.code})" if found.may else "nobody by hand: it follows another step"
    )
    form = form_of(life, found)
    facts = {
        given.name: found.label,
        "From": ", ".join(found.from_) or "(it begins the life)",
        "To": found.to or "(the state stays)",
        "Who may": who,
        "Clocks": _clocks_of(found),
        "Form": f"{form.__module__}.{form.__qualname__}",
        "Paper": found.paper or "none",
        "Action": _place_of(action_of(life, found)) if found.may else "none: another step's action takes it",
    }
    for name, fact in facts.items():
        print(f"{name}: {fact}" if name == given.name else f"  {name + ':':<9} {fact}")
    return 0


def _clocks_of(found: object) -> str:
    doings = ((verb, getattr(found, verb, ())) for verb in ("starts", "stops", "pauses", "resumes"))
    return "; ".join(f"{verb} {', '.join(names)}" for verb, names in doings if names) or "none"


def _place_of(function: Callable[..., object]) -> str:
    import inspect

    plain = inspect.unwrap(function)
    path = Path(inspect.getsourcefile(plain) or "?")
    return (
        f"{path.relative_to(ROOT) if path.is_relative_to(ROOT) else path}:{inspect.getsourcelines(plain)[1]}"
    )


def token(given: argparse.Namespace) -> int:
    _start_django()
    from django.contrib.auth import get_user_model
    from django.utils import timezone

    from careloop.kit.lifecycle.actor import System
    from careloop.org.actions.token import issue

    person = get_user_model().objects.filter(username=given.user).first()
    if person is None:
        print(f"There is nobody with the sign-in name “{given.user}”.", file=sys.stderr)
        return 1
    now = timezone.now()
    print(issue(person, label=given.label, actor=System(now, via="console"), at=now))
    return 0


def docs(given: argparse.Namespace) -> int:
    _start_django()
    from careloop.handbook import write

    stale = write(check=given.check)
    told = "is not current; run: make docs" if given.check else "is written."
    for page in stale:
        print(f"{page} {told}")
    return 1 if given.check and stale else 0


def messages(given: argparse.Namespace) -> int:
    print(f"Catalogues compiled: {installation.compile_messages()}.")
    return 0


def run(given: argparse.Namespace) -> int:
    from careloop import launch

    return launch.run(given.host, given.port, given.cases, given.seed)


def bench(given: argparse.Namespace) -> int:
    from django.utils import timezone

    from careloop import bench as measuring

    return measuring.run(given.cases, given.port, timezone.now)


def manage(given: argparse.Namespace) -> int:
    return subprocess.call([sys.executable, "-m", "django", *given.arguments])


def _start_django() -> None:
    import django

    django.setup()
    installation.make_folders()


def _unknown(kind: str, name: str, known: Sequence[str]) -> int:
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=5, cutoff=0.4) or list(known)
    print(f"There is no {kind} “{name}”. There are: {', '.join(near)}.", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="careloop", description="After-sales service of a company.")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def add(command: Command, told: str) -> argparse.ArgumentParser:
        made = commands.add_parser(command.__name__, help=told, description=told)
        made.set_defaults(command=command)
        return made

    setting = add(setup, "Make the database, load a preset and, with --admin, begin a company.")
    setting.add_argument("--preset", default="branch", choices=presets.KNOWN)
    setting.add_argument("--company", default="Headquarters", help="name of the headquarters")
    setting.add_argument("--code", default="HQ", help="its code in document numbers, 1 to 8 of A-Z and 0-9")
    setting.add_argument("--admin", default="", help="user name of the first person, the administrator")
    playing = add(demo, "Play a company's cases through the real actions.")
    running = add(run, "Everything at once, with the demo company: what `make run` does.")
    for each in (playing, running):
        each.add_argument("--cases", type=int, default=2000)
        each.add_argument("--seed", type=int, default=1)
    measuring = add(bench, "Measure it with so many cases, in a database of its own.")
    measuring.add_argument("--cases", type=int, default=10_000)
    measuring.add_argument("--port", type=int, default=8765)
    taking_over = add(history, "Take old cases over from a table by a mapping; names each row it refuses.")
    taking_over.add_argument("file", type=Path)
    taking_over.add_argument("--mapping", default="open_repair", choices=presets.MAPPINGS)
    serving = add(serve, "Start the web server.")
    serving.add_argument("--workers", type=int, default=2)
    for each in (serving, running):
        each.add_argument("--host", default=os.environ.get("HOST") or "127.0.0.1")
        each.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
    add(worker, "Start the worker: timed jobs and the queue.")
    add(verify, "Check journal and clocks; fails and names what was changed behind the application's back.")
    add(backup, "Write database and files into one file, while the server runs.").add_argument(
        "file", type=Path
    )
    add(restore, "Put a backup back, while the server runs; what came after it is lost.").add_argument(
        "file", type=Path
    )
    add(rule, "Show a rule's value, sentence, clause and overrides.").add_argument("name")
    add(step, "Show a step: from, to, who may, clocks, form, and where its action stands.").add_argument(
        "name"
    )
    issuing = add(token, "Issue an API token for a person; it is shown once.")
    issuing.add_argument("user")
    issuing.add_argument("--label", default="console")
    add(docs, "Write the generated pages of docs/.").add_argument("--check", action="store_true")
    add(messages, "Compile the translations.")
    add(manage, "Django's own commands.").add_argument("arguments", nargs=argparse.REMAINDER)
    return parser


if __name__ == "__main__":
    sys.exit(main())
