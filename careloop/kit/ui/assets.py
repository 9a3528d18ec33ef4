"""Front-end files come from npm packages as they are: no bundler, no CDN, no copies in the project."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage, Warning
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Named here because the finder's own method `list` hides the type inside its class.
Checks = list[CheckMessage]


@dataclass(frozen=True, slots=True)
class Taken:
    """Files of one folder of an npm package, served under `vendor/<name>/`."""

    name: str
    folder: str
    files: tuple[str, ...]


TAKEN = (
    Taken("tabler", "@tabler/core/dist/css", ("tabler.min.css",)),
    Taken("htmx", "htmx.org/dist", ("htmx.min.js",)),
    Taken("tom-select", "tom-select/dist/css", ("tom-select.min.css",)),
    Taken("tom-select", "tom-select/dist/js", ("tom-select.complete.min.js",)),
    Taken("signature-pad", "signature_pad/dist", ("signature_pad.min.js",)),
    Taken(
        "inter",
        "@fontsource-variable/inter/files",
        ("inter-latin-wght-normal.woff2", "inter-latin-ext-wght-normal.woff2"),
    ),
    Taken(
        "jetbrains-mono",
        "@fontsource/jetbrains-mono/files",
        ("jetbrains-mono-latin-400-normal.woff2", "jetbrains-mono-latin-700-normal.woff2"),
    ),
)


class FrontEndFinder(BaseFinder):
    """Finds the files of `TAKEN` below `settings.FRONT_END_DIR`, and no other."""

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        for taken in TAKEN:
            storage = FileSystemStorage(location=str(self._folder(taken)))
            # collectstatic puts the file below the storage's prefix.
            storage.prefix = f"vendor/{taken.name}"  # type: ignore[attr-defined]
            for file in taken.files:
                yield file, storage

    def find(self, path: str, find_all: bool = False) -> Any:
        """The path on disk, a list of paths with `find_all`; an empty list where there is none."""
        found = [str(file) for served, file in self._served() if served == path and file.is_file()]
        return found[0] if found and not find_all else found

    def check(self, **kwargs: Any) -> Checks:
        missing = [str(file) for _served, file in self._served() if not file.is_file()]
        if not missing:
            return []
        said = f"Front-end files are missing: {', '.join(missing)}."
        return [Warning(said, hint="Run `make install`.", id="ui.W001")]

    def _served(self) -> Iterator[tuple[str, Path]]:
        for taken in TAKEN:
            for file in taken.files:
                yield f"vendor/{taken.name}/{file}", self._folder(taken) / file

    def _folder(self, taken: Taken) -> Path:
        return Path(settings.FRONT_END_DIR) / taken.folder


class HashedStorage(CompressedManifestStaticFilesStorage):
    """Hashed and compressed names, also in the imports between our own JavaScript modules.

    Other packages' files name source maps and modules that are not served; looking for them would end
    collectstatic, so there only the addresses in style sheets are rewritten.
    """

    patterns = (
        *(
            (files, tuple(rule for rule in rules if "sourceMappingURL" not in str(rule)))
            for files, rules in CompressedManifestStaticFilesStorage.patterns
        ),
        ("careloop/js/*.js", CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]),
    )
