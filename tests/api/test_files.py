"""Files are sent first, then named in a step."""

from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from careloop.kit.files.models import File
from careloop.kit.files.tests.pictures import bomb, data_url, jpeg, signed
from tests.api.conftest import TECHNICIAN, V1, dispatched, problem


def send(program, content=None, kind="photo", name="a.jpg", **more):
    file = SimpleUploadedFile(name, jpeg() if content is None else content, "image/jpeg")
    body = {"kind": kind, "file": file, **more}
    return program.client.post(f"{V1}/files", body, headers=program.headers(TECHNICIAN))


@pytest.fixture
def working(program):
    _case, order = dispatched(program)
    for step in ("accept", "arrive"):
        assert program.post(f"/service/orders/{order}/{step}", {}, TECHNICIAN).status_code == 200
    return order


FINISH = {"result": "repaired", "report": "已修", "work_minutes": 20, "travel_minutes": 0}


def test_a_photo_sent_first_belongs_to_the_order_that_names_it(program, working):
    chosen = str(uuid4())
    sent = send(program, id=chosen)
    assert (sent.status_code, sent.json()["id"], sent.json()["content_type"]) == (201, chosen, "image/jpeg")
    told = program.post(f"/service/orders/{working}/finish", {**FINISH, "photos": [chosen]}, TECHNICIAN)
    assert told.status_code == 200, told.content
    assert File.objects.get(pk=UUID(chosen)).document == working


@pytest.mark.parametrize("photos", [[str(uuid4())], ["not an id"], "one", [5], [None], [str(uuid4())] * 51])
def test_a_photo_that_is_not_there_holds_the_step_back(program, working, photos):
    told = program.post(f"/service/orders/{working}/finish", {**FINISH, "photos": photos}, TECHNICIAN)
    problem(told, 422)
    assert program.get(f"/service/orders/{working}").json()["state"] == "working"


def test_somebody_elses_photo_cannot_be_taken(program, working):
    program.person = "wu.hai"
    file = SimpleUploadedFile("a.jpg", jpeg(), "image/jpeg")
    sent = program.client.post(f"{V1}/files", {"kind": "photo", "file": file}, headers=program.headers())
    body = {**FINISH, "photos": [sent.json()["id"]]}
    problem(program.post(f"/service/orders/{working}/finish", body, TECHNICIAN), 422, "cannot_attach")


def test_the_customer_signs_with_a_drawing_or_with_a_file(program, working):
    program.post(f"/service/orders/{working}/finish", FINISH, TECHNICIAN)
    body = {"signer": "周淑芬", "signature": data_url(signed())}
    told = program.post(f"/service/orders/{working}/sign", body, TECHNICIAN)
    assert (told.status_code, told.json()["state"]) == (200, "signed")
    assert File.objects.get(document=working).kind == "signature"


@pytest.mark.parametrize(
    "signature", ["data:image/png;base64,AAAA", "data:text/html,<b>", "nonsense", "x" * 5_000_000]
)
def test_a_signature_that_is_none_is_refused(program, working, signature):
    program.post(f"/service/orders/{working}/finish", FINISH, TECHNICIAN)
    told = program.post(f"/service/orders/{working}/sign", {"signature": signature}, TECHNICIAN)
    assert problem(told, told.status_code)["status"] in (413, 422)
    assert program.get(f"/service/orders/{working}").json()["state"] == "finished"


@pytest.mark.parametrize(
    ("content", "more"),
    [
        (b"not a photo", {}),
        (b"", {}),
        (bomb(60_000, 60_000), {}),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 100, {}),
        (jpeg(), {"kind": "video"}),
        (jpeg(), {"kind": "\x00"}),
        (jpeg(), {"id": "5"}),
        (b"x" * (10 * 1024 * 1024 + 1), {"kind": "document", "name": "a.txt"}),
    ],
    ids=["text", "empty", "bomb", "half a picture", "kind", "nul", "id", "too large"],
)
def test_what_is_no_such_file_is_refused_and_not_kept(program, content, more):
    problem(send(program, content, **more), 422)
    assert not File.objects.exists()


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a\\..\\b.jpg", "{{ 7*7 }}.jpg", "照片 🌀.jpg", "x" * 300, "con"]
)
def test_a_name_is_only_a_name(program, name):
    sent = send(program, name=name)
    assert sent.status_code == 201, sent.content
    kept = sent.json()["name"]
    assert "/" not in kept
    assert "\\" not in kept
    assert len(kept) <= 200


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"x", "multipart/form-data", 400),
        (b"", "multipart/form-data; boundary=x", 422),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x", 422),
        (b"{}", "application/json", 422),
        (b"kind=photo", "application/x-www-form-urlencoded", 422),
        (b"a=1&" * 2000, "application/x-www-form-urlencoded", 400),
        (b"a=" + b"x" * 6_000_000, "application/x-www-form-urlencoded", 413),
    ],
    ids=["no boundary", "nothing", "broken", "json", "no file", "too many fields", "too large"],
)
def test_a_body_that_is_no_form_is_refused(program, body, content_type, status):
    sent = program.client.post(f"{V1}/files", body, content_type, headers=program.headers(TECHNICIAN))
    problem(sent, status)
