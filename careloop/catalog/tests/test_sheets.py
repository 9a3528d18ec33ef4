from datetime import date

import pytest

from careloop.catalog.models import Brand, FaultCode, ProductModel
from careloop.customers.tests.test_sheets import bring, counts, errors, stage  # noqa: F401 - the stage is a fixture
from careloop.kit.lifecycle.refusals import NotAllowed
from careloop.kit.sheets.sheet import find_sheet

pytestmark = pytest.mark.django_db
HEADER = "型号,类别,品牌,name,中文名称,停产日期"


def bring_models(stage, *lines, who="admin"):  # noqa: F811
    return bring(stage, "catalog.models", [HEADER, *lines], who)


def test_models_come_with_family_and_brand(stage):  # noqa: F811
    work = bring_models(stage, "WD-900,washer,hehe,Drum,滚筒,", "KF-99,空调,Baiyun,,,2026-01-31")
    assert counts(work) == (2, 0, 0, 0)
    drum, air = ProductModel.objects.get(code="WD-900"), ProductModel.objects.get(code="KF-99")
    assert (drum.family.code, drum.brand.name) == ("washer", "Hehe")
    assert drum.names == {"en": "Drum", "zh-hans": "滚筒"}
    assert (air.family.code, air.brand.name, air.discontinued_on) == ("aircon", "Baiyun", date(2026, 1, 31))
    assert Brand.objects.count() == 4


def test_the_same_file_again_changes_nothing_and_empty_cells_leave_what_is_known(stage):  # noqa: F811
    bring_models(stage, "WD-900,washer,Hehe,Drum,滚筒,")
    assert counts(bring_models(stage, "WD-900,washer,Hehe,Drum,滚筒,", "wd-900,washer,,,,")) == (0, 0, 2, 0)
    assert counts(bring_models(stage, "wd-900,washer,,,,")) == (0, 0, 1, 0)
    assert counts(bring_models(stage, "WD-900,dryer,,,,2026-10-01")) == (0, 1, 0, 0)
    model = ProductModel.objects.get(code="WD-900")
    assert (model.family.code, model.names["en"]) == ("dryer", "Drum")


def test_an_unknown_family_is_refused_by_itself(stage):  # noqa: F811
    work = bring_models(stage, "WD-900,rocket,,,,", "WD-901,washer,,,,")
    assert counts(work) == (1, 0, 0, 1)
    assert list(errors(work)[2]) == ["family"]


def test_fault_codes_come_with_what_they_are_part_of(stage):  # noqa: F811
    lines = [
        "类型,代码,name,类别,上级代码",
        "symptom,hot,Gets hot,,",
        "symptom,hot-plug,at the plug,washer,hot",
        "cause,loose,Loose,,hot",
    ]
    work = bring(stage, "catalog.faults", lines, "admin")
    assert counts(work) == (2, 0, 0, 1)
    assert FaultCode.objects.get(code="hot-plug").parent.code == "hot"
    assert list(errors(work)[4]) == ["parent"]
    assert counts(bring(stage, "catalog.faults", lines[:3], "admin")) == (0, 0, 2, 0)


def test_who_does_not_manage_the_catalogue_imports_none(stage):  # noqa: F811
    assert find_sheet("catalog.models").capability == "catalog.manage"
    with pytest.raises(NotAllowed):
        bring_models(stage, "WD-900,washer,,,,", who="li.wen")
