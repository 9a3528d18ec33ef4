from datetime import date
from decimal import Decimal

import pytest

from careloop.catalog.actions import brand, family, fault, labour, model
from careloop.catalog.actions.fault import NotItsTree
from careloop.catalog.actions.master import InACircle
from careloop.catalog.models import Brand, Family, FaultCode, LabourOperation, ProductModel
from careloop.catalog.queries import FAMILIES
from careloop.catalog.tests.conftest import AT, actor, refused
from careloop.kit.journal.models import Entry
from careloop.kit.journal.queries import of_document
from careloop.kit.lifecycle.refusals import NotAllowed, Unacceptable

pytestmark = pytest.mark.django_db


def test_added_told_and_seen_at_once(families, manager):
    assert FAMILIES.get().keys() == {row.pk for row in families.values()}
    added = family.add(code="oven", names={"en": "Oven", "zh-hans": "烤箱"}, actor=manager, at=AT)
    assert added.pk in FAMILIES.get()
    assert [entry.sentence for entry in of_document("family:oven")] == ["added the product family Oven"]


def test_a_change_tells_old_and_new_of_what_changed_only(families, manager):
    family.change(
        families["dryer"], names={"en": "Tumble dryer"}, parent=families["washer"], actor=manager, at=AT
    )
    assert Family.objects.get(code="dryer").names == {"en": "Tumble dryer"}
    newest = of_document("family:dryer")[0].sentence
    assert newest == "changed the product family Tumble dryer – names: Dryer → Tumble dryer"
    assert Entry.objects.filter(document="family:dryer").count() == 2


def test_a_changed_name_is_found_in_the_search(families, manager):
    row = model.add(code="WD-820", family=families["washer"], actor=manager, at=AT)
    model.change(row, names={"zh-hans": "滚筒洗衣机"}, actor=manager, at=AT)
    assert ProductModel.objects.get().search == "wd-820 滚筒洗衣机"
    assert Entry.objects.filter(word="catalog.model.change").count() == 1


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"code": "washer", "names": {"en": "Washer again"}}, "code"),
        ({"code": "not a slug", "names": {"en": "Oven"}}, "code"),
        ({"code": "oven", "names": {}}, "names"),
        ({"code": "oven", "names": {"xx": "Oven"}}, "names"),
        ({"code": "oven", "names": {"en": "O" * 201}}, "names"),
        ({"code": "oven", "names": {"en": 7}}, "names"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(families, manager, facts, field):
    before = Entry.objects.count()
    with refused(Unacceptable) as refusal:
        family.add(**facts, actor=manager, at=AT)
    assert list(refusal.value.errors) == [field]
    assert (Family.objects.count(), Entry.objects.count()) == (4, before)


def test_who_may_not_changes_nothing(families):
    with refused(NotAllowed):
        brand.add(name="Aurora", actor=actor("customers.change"), at=AT)
    assert not Brand.objects.exists()


@pytest.mark.parametrize("below", ["washer", "dryer"])
def test_a_family_is_never_part_of_itself(families, manager, below):
    with refused(InACircle):
        family.change(families["washer"], parent=families[below], actor=manager, at=AT)
    assert Family.objects.get(code="washer").parent == families["household"]


def test_a_fault_hangs_in_the_tree_of_its_family(families, manager):
    noise = fault.add(
        kind="symptom", code="noise", names={"en": "Noise"}, family=families["washer"], actor=manager, at=AT
    )
    fault.add(
        kind="symptom", code="spin", names={"en": "When spinning"}, family=families["dryer"], parent=noise,
        actor=manager, at=AT,
    )  # fmt: skip
    for kind, other in [("cause", "washer"), ("symptom", "cooling")]:
        with refused(NotItsTree):
            fault.add(
                kind=kind,
                code="x",
                names={"en": "X"},
                family=families[other],
                parent=noise,
                actor=manager,
                at=AT,
            )
    assert FaultCode.objects.count() == 2


def test_a_general_code_is_unique_as_well(families, manager):
    fault.add(kind="cause", code="wear", names={"en": "Wear"}, actor=manager, at=AT)
    with refused(Unacceptable) as refusal:
        fault.add(kind="cause", code="wear", names={"en": "Wear"}, actor=manager, at=AT)
    assert refusal.value.errors == {"__all__": ["This code is used already."]}


def test_a_price_is_a_line_of_its_own_per_date(families, manager):
    def price(amount: str, day: date) -> LabourOperation:
        return labour.add(
            code="L01", names={"en": "Change the pump"}, minutes=30, price=Decimal(amount), from_on=day,
            actor=manager, at=AT,
        )  # fmt: skip

    price("80.00", date(2026, 1, 1))
    price("88.00", date(2026, 7, 1))
    for amount, day in [
        ("90.00", date(2026, 7, 1)),
        ("-1.00", date(2027, 1, 1)),
        ("1.005", date(2027, 1, 1)),
    ]:
        with refused(Unacceptable):
            price(amount, day)
    assert LabourOperation.objects.count() == 2
    brand.change(brand.add(name="Aurora", actor=manager, at=AT), name="Aurora Home", actor=manager, at=AT)
    assert str(Brand.objects.get()) == "Aurora Home"
