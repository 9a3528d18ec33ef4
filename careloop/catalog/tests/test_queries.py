from datetime import date
from decimal import Decimal

import pytest

from careloop.catalog.actions import brand, family, fault, labour, model
from careloop.catalog.queries import chain, families_below, fault_tree, find_models, operations_on, skill_of
from careloop.catalog.tests.conftest import AT
from careloop.org.models import Skill

pytestmark = pytest.mark.django_db


def test_the_tree_is_walked_up_and_down(families):
    assert chain(families["dryer"].pk) == [families[code].pk for code in ("dryer", "washer", "household")]
    assert families_below(families["washer"].pk) == {families["washer"].pk, families["dryer"].pk}
    assert chain(None) == []


def test_the_skill_comes_from_the_nearest_family_that_names_one(families, manager):
    water = Skill.objects.create(code="water", names={"en": "Water"})
    family.change(families["household"], skill=water, actor=manager, at=AT)
    assert skill_of(families["dryer"].pk) == water.pk
    assert skill_of(families["cooling"].pk) is None


def add_fault(manager, code, family=None, parent=None, kind="symptom", name=""):
    return fault.add(
        kind=kind, code=code, names={"en": name or code}, family=family, parent=parent, actor=manager, at=AT
    )


def drawn(faults):
    return {str(each.row): drawn(each.children) for each in faults}


def test_a_familys_tree_holds_what_is_inherited_and_general(families, manager):
    noise = add_fault(manager, "noise", families["household"])
    add_fault(manager, "spin", families["dryer"], noise)
    add_fault(manager, "other")
    add_fault(manager, "worn", kind="cause")
    add_fault(manager, "warm", families["cooling"])
    assert drawn(fault_tree(families["dryer"].pk, "symptom")) == {"noise": {"spin": {}}, "other": {}}
    assert drawn(fault_tree(families["washer"].pk, "symptom")) == {"noise": {}, "other": {}}
    assert drawn(fault_tree(None, "symptom")) == {"other": {}}


def test_a_familys_own_code_stands_for_the_inherited_one(families, manager):
    general = add_fault(manager, "noise", name="Noise")
    add_fault(manager, "loud", parent=general, name="Loud")
    add_fault(manager, "noise", families["washer"], name="Noise of the drum")
    assert drawn(fault_tree(families["dryer"].pk, "symptom")) == {"Noise of the drum": {"Loud": {}}}


@pytest.mark.parametrize("count", [1, 3])
def test_the_tree_takes_one_query_however_many_codes(families, manager, count, django_assert_num_queries):
    for number in range(count):
        add_fault(manager, f"code{number}", families["washer"])
    fault_tree(families["washer"].pk, "symptom")
    with django_assert_num_queries(1):
        assert len(fault_tree(families["washer"].pk, "symptom")) == count


@pytest.fixture
def models(families, manager):
    aurora = brand.add(name="Aurora", actor=manager, at=AT)
    for code, name, of, until in [
        ("WD-820", "Lavadora Básica", "washer", None),
        ("WD-820S", "滚筒洗衣机", "washer", date(2025, 1, 1)),
        ("XWD-1", "Secadora", "dryer", None),
        ("BC-310", "冰箱", "cooling", None),
    ]:
        model.add(
            code=code, names={"es": name}, family=families[of], brand=aurora, discontinued_on=until,
            actor=manager, at=AT,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("wd", ["WD-820", "XWD-1", "WD-820S"]),
        ("820 LAVADORA basica", ["WD-820"]),
        ("洗衣", ["WD-820S"]),
        ("nothing", []),
        ("%", []),
        ("", ["BC-310", "WD-820", "XWD-1", "WD-820S"]),
    ],
)
def test_models_are_found_by_any_part(models, text, codes):
    assert [row.code for row in find_models(text)] == codes


def test_models_of_a_family_and_below_with_family_and_brand(models, families, django_assert_num_queries):
    find_models("wd", family_id=families["washer"].pk)
    with django_assert_num_queries(1):
        found = find_models("", family_id=families["washer"].pk, limit=3)
        assert [f"{row.family} {row.brand}" for row in found] == [
            "Washer Aurora",
            "Dryer Aurora",
            "Washer Aurora",
        ]


def test_the_price_list_of_a_day(families, manager):
    for code, price, day, of in [
        ("L01", "80", date(2026, 1, 1), None),
        ("L01", "88", date(2026, 7, 1), None),
        ("L02", "50", date(2026, 1, 1), "household"),
        ("L03", "60", date(2026, 1, 1), "cooling"),
    ]:
        labour.add(
            code=code, names={"en": code}, minutes=30, price=Decimal(price), from_on=day,
            family=families.get(of), actor=manager, at=AT,
        )  # fmt: skip

    def prices(day: date) -> dict[str, Decimal]:
        return {line.code: line.price for line in operations_on(day, families["dryer"].pk)}

    assert prices(date(2026, 6, 30)) == {"L01": 80, "L02": 50}
    assert prices(date(2026, 7, 1)) == {"L01": 88, "L02": 50}
    assert prices(date(2025, 12, 31)) == {}
