"""Days and moments are typed into our own fields, which know how far they may lie."""

import ast
from pathlib import Path

from tests.house.house import ROOT, Example, Found, Rule, dotted, known_names, sources

PLAIN = {"django.forms.DateField": "DayField", "django.forms.DateTimeField": "MomentField"}
HOME = "kit/ui/fields.py"
SAMPLES = "kit/ui/sample_form.py"  # the gallery shows Django's own as well


def plain_fields(root: Path) -> list[Found]:
    found = []
    for source in sources(root):
        if source.name in (HOME, SAMPLES):
            continue
        known = known_names(source.tree)
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and (ours := PLAIN.get(dotted(node.func, known))):
                found.append(Found(source.at(node), f"use {ours} of careloop.kit.ui.fields"))
    return found


WITHIN_REACH = Rule(
    do="Take DayField or MomentField: a year like 0001 or 9999 is refused at the field, not found out below.",
    bad=Example(
        "careloop/service/forms/order.py",
        "from django import forms\n\nclass F(forms.Form):\n    on = forms.DateField()\n",
    ),
    good=Example(
        "careloop/service/forms/order.py",
        "from careloop.kit.ui.fields import DayField\n\nclass F:\n    on = DayField()\n",
    ),
    check=plain_fields,
)


def test_days_and_moments_lie_within_reach():
    WITHIN_REACH.kept(ROOT)


def test_the_check_bites(tmp_path):
    WITHIN_REACH.bites(tmp_path)
