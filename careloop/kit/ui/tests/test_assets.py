import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from django.contrib.staticfiles import finders

from careloop.kit.ui.assets import TAKEN, FrontEndFinder

OWN = Path(__file__).parent.parent / "static"


@pytest.fixture
def node_modules() -> Path:
    if not Path(project.FRONT_END_DIR).is_dir():
        pytest.skip("the front-end files are not installed: run `make install`")
    return Path(project.FRONT_END_DIR)


def test_every_taken_file_is_there(node_modules: Path) -> None:
    assert FrontEndFinder().check() == []
    listed = {f"{storage.prefix}/{path}" for path, storage in FrontEndFinder().list([])}
    assert listed == {f"vendor/{taken.name}/{file}" for taken in TAKEN for file in taken.files}
    assert all(storage.exists(path) for path, storage in FrontEndFinder().list([]))


def test_a_file_is_found_by_the_name_it_is_served_under(node_modules: Path) -> None:
    assert finders.find("vendor/htmx/htmx.min.js") == str(node_modules / "htmx.org/dist/htmx.min.js")
    assert FrontEndFinder().find("vendor/htmx/htmx.min.js", find_all=True) == [
        str(node_modules / "htmx.org/dist/htmx.min.js")
    ]


@pytest.mark.parametrize(
    "path", ["vendor/htmx/htmx.js", "vendor/../package.json", "vendor/tabler/../../x", ""]
)
def test_nothing_else_of_node_modules_is_served(node_modules: Path, path: str) -> None:
    assert FrontEndFinder().find(path) == []


def test_missing_files_are_named(settings: Any, tmp_path: Path) -> None:
    settings.FRONT_END_DIR = tmp_path
    (warning,) = FrontEndFinder().check()
    assert "htmx.min.js" in warning.msg
    assert FrontEndFinder().find("vendor/htmx/htmx.min.js") == []


def test_our_scripts_never_evaluate_text_or_write_markup() -> None:
    for script in (OWN / "careloop/js").glob("*.js"):
        text = script.read_text()
        for word in (
            "eval(",
            "new Function",
            "innerHTML",
            "outerHTML",
            "document.write",
            "insertAdjacentHTML",
        ):
            assert word not in text, f"{script.name}: {word}"


COLLECT = """
import sys, django
from django.conf import settings
from pathlib import Path
out, front = sys.argv[1:]
settings.configure(
    INSTALLED_APPS=["careloop.kit.ui", "django.contrib.staticfiles"],
    STATIC_URL="/static/", STATIC_ROOT=out, FRONT_END_DIR=front, SECRET_KEY="x",
    STATICFILES_FINDERS=["django.contrib.staticfiles.finders.AppDirectoriesFinder",
                         "careloop.kit.ui.assets.FrontEndFinder"],
    STORAGES={"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
              "staticfiles": {"BACKEND": "careloop.kit.ui.assets.HashedStorage"}},
)
django.setup()
from django.core.management import call_command
call_command("collectstatic", interactive=False, verbosity=0)
"""


def test_collected_files_are_hashed_down_to_the_imports(node_modules: Path, tmp_path: Path) -> None:
    """In a process of its own: the storage of this one was chosen when Django started."""
    subprocess.run(
        [sys.executable, "-c", COLLECT, str(tmp_path), str(node_modules)],
        check=True,
        cwd=project.ROOT,
        timeout=300,
    )
    names = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    main = (tmp_path / names["careloop/js/main.js"]).read_text()
    assert f'"./{Path(names["careloop/js/clocks.js"]).name}"' in main
    choose = (tmp_path / names["careloop/js/choose.js"]).read_text()
    assert Path(names["vendor/tom-select/tom-select.complete.min.js"]).name in choose
    css = (tmp_path / names["careloop/css/careloop.css"]).read_text()
    assert Path(names["vendor/tabler/tabler.min.css"]).name in css
    assert (tmp_path / (names["vendor/tabler/tabler.min.css"] + ".br")).is_file()
