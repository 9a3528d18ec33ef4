"""A voucher and a label as a domain would register them, for the tests and for looking at."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from math import sin
from pathlib import Path
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import get_language
from PIL import Image, ImageDraw

from careloop.kit.papers import Copy, Letterhead, Paper, Signature, paper

TEMPLATES = Path(__file__).parent / "templates"
AT = datetime(2026, 9, 28, 7, 0, tzinfo=UTC)

WORDS = {
    "title": ("Service voucher", "服务凭单", "服務憑單", "Comprobante de servicio"),
    "label": ("Goods in custody", "代管物品", "代管物品", "Bienes en custodia"),
    "for_customer": ("Customer's copy", "客户联", "客戶聯", "Ejemplar del cliente"),
    "for_office": ("Office copy", "存根联", "存根聯", "Ejemplar de la oficina"),
    "for_accountant": ("Accountant's copy", "财务联", "財務聯", "Ejemplar de contabilidad"),
    "customer": ("Customer", "客户", "客戶", "Cliente"),
    "name": ("Name", "姓名", "姓名", "Nombre"),
    "phone": ("Telephone", "电话", "電話", "Teléfono"),
    "address": ("Address", "地址", "地址", "Dirección"),
    "taken": ("Call taken", "受理时间", "受理時間", "Llamada recibida"),
    "device": ("Device", "设备", "設備", "Equipo"),
    "model": ("Model", "型号", "型號", "Modelo"),
    "serial": ("Serial number", "序列号", "序號", "Número de serie"),
    "bought": ("Bought on", "购买日期", "購買日期", "Fecha de compra"),
    "kind": ("Kind of service", "服务类别", "服務類別", "Tipo de servicio"),
    "fault": ("Fault in the customer's words", "客户所述故障", "客戶所述故障", "Avería según el cliente"),
    "work": ("Work and charges", "工作与费用", "工作與費用", "Trabajos y cargos"),
    "item": ("Item", "项目", "項目", "Concepto"),
    "payer": ("Payer", "付费方", "付費方", "Paga"),
    "amount": ("Quantity", "数量", "數量", "Cantidad"),
    "price": ("Amount, CNY", "金额（元）", "金額（元）", "Importe, CNY"),
    "internal": ("Internal remarks", "内部备注", "內部備註", "Observaciones internas"),
    "checks": ("Checks before leaving", "离开前检查", "離開前檢查", "Comprobaciones antes de salir"),
    "technician": ("Technician", "服务人员", "服務人員", "Técnico"),
    "signed": ("Customer", "客户签名", "客戶簽名", "Firma del cliente"),
}
TALK = {
    "en": ("Zhou Shufen", "14 Heping North Street, unit 3, flat 502", "Drum washing machine WD-820",
           "Shakes violently while spinning; very loud. Stands level.\nThe pump was replaced in March.",
           "Shock absorbers replaced (pair)", "Levelled and tried out", "Warranty", "Water connection dry"),
    "zh-hans": ("周淑芬", "和平里北街 14 号 3 单元 502", "滚筒洗衣机 WD-820",
                "甩干时整机位移，声音很大，已放平。\n上次三月更换过排水泵。",
                "更换减震器（一对）", "调平与试机", "保修", "进水口无渗漏"),
    "zh-hant": ("周淑芬", "和平里北街 14 號 3 單元 502", "滾筒洗衣機 WD-820",
                "脫水時整機位移，聲音很大，已放平。\n上次三月更換過排水泵。骨、直、過、遷、戶、令。",
                "更換避震器（一對）", "調平與試機", "保固", "進水口無滲漏"),
    "es": ("María José Muñoz Ibáñez", "Calle de la Constitución 14, 3.º", "Lavadora de tambor WD-820",
           "Vibra con violencia al centrifugar. ¿Está nivelada? ¡Sí!\nLa bomba se cambió en marzo.",
           "Sustitución de los amortiguadores (par)", "Nivelación y prueba de funcionamiento", "Garantía",
           "Toma de agua sin fugas"),
}  # fmt: skip
LANGUAGES = ("en", "zh-hans", "zh-hant", "es")


def _said(key: str) -> str:
    return WORDS[key][LANGUAGES.index(get_language() or "en")]


word: Any = lazy(_said, str)


def drawn_signature() -> bytes:
    image = Image.new("RGBA", (600, 200), (0, 0, 0, 0))
    curve = [(40 + step, 100 + 50 * sin(step / 23) * sin(step / 170)) for step in range(520)]
    ImageDraw.Draw(image).line(curve, fill=(20, 30, 90, 255), width=5)
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def head() -> Letterhead:
    return Letterhead(
        company="恒洁电器 Hengjie Appliances",
        unit="城北分公司",
        address="Ningbo 宁波市江北区人民路 88 号",
        phone="0574 8765 4321",
        zone="Asia/Shanghai",
    )


def voucher_data(row: dict[str, Any], language: str) -> dict[str, Any]:
    name, address, model, fault, item, other, payer, check = TALK[language]
    facts: dict[str, Any] = {
        "number": "SV26-NB-000398",
        "path": "/service/orders/WO26-NB-000398",
        "letterhead": head(),
        "customer": {"name": name, "phone": "138 0013 2207", "address": address},
        "taken_at": AT,
        "device": {"model": model, "serial": "WD820-25-118834", "bought_on": date(2025, 3, 2)},
        "kind": "C",
        "fault": fault,
        "lines": [
            {"item": item, "payer": payer, "amount": 1, "price": Decimal("1280.00")},
            {"item": other, "payer": payer, "amount": Decimal("0.5"), "price": Decimal("0.00")},
        ],
        "remark": "",
        "checks": [{"said": check, "done": True}, {"said": model, "done": False}],
        "technician": None,
        "signature": Signature(drawn_signature(), name, AT, "9f86d081884c7d659a2feaa0c55ad015" * 2),
    }
    return facts | row


VOUCHER = Paper(
    "example.voucher",
    title=word("title"),
    template="examples/voucher.typ",
    data=voucher_data,
    copies=(
        Copy("customer", word("for_customer")),
        Copy("office", word("for_office")),
        Copy("accountant", word("for_accountant")),
    ),
    labels={key: word(key) for key in WORDS},
)


def label_data(row: dict[str, Any], language: str) -> dict[str, Any]:
    name, _address, model, *_rest = TALK[language]
    facts = {"number": "CG26-NB-000051", "path": "/custody/CG26-NB-000051", "letterhead": head()}
    return facts | {"device": model, "customer": name, "taken_at": AT} | row


LABEL = Paper("example.label", title=word("label"), template="examples/label.typ", data=label_data)


@contextmanager
def shelved(*papers: Paper) -> Iterator[None]:
    """The papers registered for a while."""
    for each in papers:
        paper.register(each)
    try:
        yield
    finally:
        for each in papers:
            del paper._papers[each.name]
