"""An installation on this machine, made ready: folders, secrets, catalogues, front-end files, database."""

import hashlib
import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECRETS = ("SECRET_KEY", "JOURNAL_KEY")


def take_kept_secrets() -> None:
    """Those that `make run` made for its own data, so that the other commands speak of the same company."""
    folder = Path(os.environ.get("CARELOOP_DATA_DIR") or ROOT / "var") / "secrets"
    for name in SECRETS:
        kept = folder / name.lower()
        if os.access(kept, os.R_OK):
            os.environ.setdefault(f"CARELOOP_{name}", kept.read_text().strip())


def prepare_environment(host: str, address: str) -> Path:
    """Folders, secrets and variables of a demo on this machine; returns the data folder."""
    data_dir = Path(os.environ.setdefault("CARELOOP_DATA_DIR", str(ROOT / "var")))
    _make(data_dir)
    for name in SECRETS:
        os.environ.setdefault(f"CARELOOP_{name}", _kept_secret(data_dir / "secrets" / name.lower()))
    os.environ.pop("CARELOOP_DEBUG", None)
    os.environ["CARELOOP_DEMO"] = "1"
    os.environ.setdefault(
        "CARELOOP_HOSTS", ",".join(dict.fromkeys([host, "127.0.0.1", "localhost", "[::1]"]))
    )
    os.environ.setdefault("CARELOOP_PUBLIC_URL", address.rstrip("/"))
    # Nobody behind the demo's addresses waits for mail; what would be sent can be read in the program.
    os.environ.setdefault("CARELOOP_EMAIL_BACKEND", "django.core.mail.backends.dummy.EmailBackend")
    os.environ.setdefault("CARELOOP_SMS_CHANNEL", "careloop.demo.phones.MadeUpPhones")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careloop.settings")
    return data_dir


def prepare_demo() -> None:
    compile_messages()
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.db import connections
    from django.utils import timezone

    from careloop.demo import cast

    collect_static()
    call_command("migrate", verbosity=0, interactive=False)
    if not get_user_model()._default_manager.exists():
        cast.build(timezone.now())
    connections.close_all()


def make_folders() -> None:
    from django.conf import settings

    _make(settings.DATA_DIR)


def _make(data_dir: Path) -> None:
    for folder in (data_dir, data_dir / "files", data_dir / "stamps"):
        folder.mkdir(parents=True, exist_ok=True)
    (data_dir / "secrets").mkdir(mode=0o700, exist_ok=True)


def _kept_secret(path: Path) -> str:
    """The secret in that file, which is made at the first time and only its owner can read."""
    with (
        suppress(FileExistsError),
        os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file,
    ):
        file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


def collect_static() -> bool:
    """Collects the front-end files unless they are current; says whether it had to."""
    from django.conf import settings
    from django.core.management import call_command

    stamp = settings.DATA_DIR / "stamps" / "static"
    current = _state_of([*ROOT.glob("careloop/**/static/**/*"), ROOT / "package-lock.json"])
    if stamp.exists() and settings.STATIC_ROOT.is_dir() and stamp.read_text() == current:
        return False
    # Maps of the packages' sources: no page names them, and compressing them takes nearly half of the time.
    call_command("collectstatic", verbosity=0, interactive=False, clear=True, ignore_patterns=["*.map"])
    stamp.write_text(current)
    return True


def _state_of(files: Iterable[Path]) -> str:
    facts = sorted(f"{f} {f.stat().st_size} {f.stat().st_mtime_ns}" for f in files if f.is_file())
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()


def compile_messages(folder: Path = ROOT / "careloop") -> int:
    """Compiles each catalogue that is younger than what was made of it; returns how many those were."""
    import polib  # type: ignore[import-untyped]

    stale = [po for po in folder.glob("**/LC_MESSAGES/*.po") if _is_older(po.with_suffix(".mo"), po)]
    for po in stale:
        made = po.with_suffix(".mo.new")
        polib.pofile(str(po)).save_as_mofile(str(made))
        made.replace(po.with_suffix(".mo"))
    return len(stale)


def _is_older(made: Path, source: Path) -> bool:
    return not made.exists() or made.stat().st_mtime_ns < source.stat().st_mtime_ns
