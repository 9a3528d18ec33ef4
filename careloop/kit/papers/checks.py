"""At start-up: every registered paper has its template and languages, and the fonts are there."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.template import TemplateDoesNotExist

from careloop.kit.papers.paper import Paper, registered, template_path
from careloop.kit.papers.press import font_folders


@register()
def papers_can_be_printed(app_configs: Any, **_options: Any) -> list[CheckMessage]:
    messages = [message for paper in registered() for message in _faults(paper)]
    for folder in font_folders():
        if not any(folder.glob("*.otf")):
            hint = "Install the front-end files: npm ci --ignore-scripts"
            messages.append(Warning(f"No fonts for papers in {folder}.", hint=hint, id="papers.W001"))
    return messages


def _faults(paper: Paper) -> list[CheckMessage]:
    faults: list[CheckMessage] = []
    try:
        template_path(paper.template)
    except TemplateDoesNotExist:
        faults.append(Error(f"Paper {paper.name} has no template {paper.template}.", id="papers.E001"))
    unknown = set(paper.languages) - {code for code, _name in settings.LANGUAGES}
    if unknown or not paper.languages:
        faults.append(Error(f"Paper {paper.name} names languages {sorted(unknown)}.", id="papers.E002"))
    codes = [copy.code for copy in paper.copies]
    if len(codes) != len(set(codes)):
        faults.append(Error(f"Paper {paper.name} has two copies of one code.", id="papers.E003"))
    return faults
