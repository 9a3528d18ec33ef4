"""The codes by which programs open cases: models, families, faults, units, zones, people."""

import pytest

from careloop.org.models import Person
from tests.api.conftest import CLERK, STRANGER, TECHNICIAN, problem

LISTS = {
    "catalog/families": {"code": "washer", "parent": None, "skill": "laundry"},
    "catalog/models": {"code": "WD-820", "family": "washer", "brand": "Hehe", "discontinued_on": None},
    "catalog/faults": {"code": "noise-spin", "kind": "symptom", "family": "washer", "parent": "noise"},
    "org/units": {"code": "NB", "kind": "branch", "parent": "HQ", "closed_on": None},
    "org/zones": {"unit": "NB", "kind": "town"},
}


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("person", [CLERK, TECHNICIAN])
def test_everybody_reads_the_codes(program, address, person):
    items = program.get(f"/{address}?limit=200", person).json()["items"]
    assert any(LISTS[address].items() <= item.items() for item in items)
    assert all(item["names"] for item in items)


def test_they_are_read_page_by_page_and_narrowed(program):
    first = program.get("/catalog/models?limit=3&family=washer").json()
    assert [model["code"] for model in first["items"]] == ["WD-610", "WD-820"]
    every = [model["code"] for model in program.get("/catalog/models?limit=200").json()["items"]]
    read, after = [], ""
    while after is not None:
        page = program.get(f"/catalog/models?limit=4&after={after}").json()
        read, after = [*read, *(model["code"] for model in page["items"])], page["next"]
    assert read == every == sorted(every)
    problem(program.get("/catalog/faults?family=rocket"), 422, "unacceptable")
    problem(program.get("/org/zones?unit=XX"), 422, "unacceptable")


def test_people_are_those_of_ones_units_by_name_alone(program):
    items = program.get("/org/people?limit=200").json()["items"]
    assert {item["unit"] for item in items} == {"NB"}
    assert set(items[0]) == {"username", "name", "unit", "active"}
    assert TECHNICIAN in {item["username"] for item in items}
    Person.objects.filter(username=TECHNICIAN).update(is_active=False)
    active = program.get("/org/people?active=true&limit=200").json()["items"]
    assert TECHNICIAN not in {item["username"] for item in active}
    assert {item["unit"] for item in program.get("/org/people", STRANGER).json()["items"]} == {"SB"}


def test_a_technician_reads_no_list_of_people(program):
    problem(program.get("/org/people", TECHNICIAN), 403, "not_allowed")


def test_a_zone_of_the_list_is_taken_by_a_case(program):
    zone = next(z for z in program.get("/org/zones?unit=NB").json()["items"] if z["kind"] == "suburb")
    given = {
        "channel": "phone",
        "name": "Zhou",
        "description": "Leaks",
        "zone": zone["id"],
        "model": "WD-820",
    }
    answer = program.post("/service/cases", given)
    assert answer.status_code == 201, answer.content
    assert answer.json()["zone"] == "suburb"
