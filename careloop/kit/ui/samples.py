"""What the gallery shows: made-up words, long and short, in several scripts. Data, not interface."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 9, 28, 12, 48, tzinfo=SHANGHAI)


def moment(day: int, hour: int, minute: int) -> datetime:
    return datetime(2026, 9, day, hour, minute, tzinfo=SHANGHAI)


RAIL = [
    {"label": label, "state": state}
    for label, state in (
        ("Taken", "done"),
        ("Assessed", "done"),
        ("Dispatched", "now"),
        ("Arrived", "todo"),
        ("Finished", "todo"),
        ("Signed off", "todo"),
        ("Reviewed", "todo"),
        ("Told", "todo"),
        ("Closed", "todo"),
    )
]
LONG_RAIL = [
    {"label": label, "state": state, "at": at}
    for label, state, at in (
        ("Recepción", "done", "24/9 16:30"),
        ("Evaluación", "done", "24/9 16:52"),
        ("Desplazamiento interrumpido", "stopped", "28/9 09:12"),
        ("Comprobación del resultado", "todo", ""),
        ("结案", "todo", ""),
    )
]
COUNTED = [
    {"label": "Thu 24 Sep, 16:30–18:00", "length": "1:30", "counted": True},
    {"label": "Fri 25 to Sun 27 Sep, Mid-Autumn", "length": "–", "counted": False},
    {"label": "Mon 28 Sep, 09:00–12:00", "length": "3:00", "counted": True},
    {"label": "Mon 28 Sep, 13:30–15:00", "length": "1:30", "counted": True},
]
TODAY: list[dict[str, Any]] = [
    {
        "left": "0:38",
        "tone": "late",
        "what": "Dispatch: gas hob will not light",
        "where": "Xizhimen · not dispatched yesterday",
        "number": "SC26-NB-000412",
        "step": "Dispatch",
    },
    {
        "left": "0:25",
        "tone": "soon",
        "what": "Answer: no refrigerant R32",
        "where": "Wu Hai at Yongsheng",
        "number": "WO26-NB-000389",
        "step": "Answer",
    },
    {
        "left": "1:05",
        "tone": "soon",
        "what": "Dispatch: smell in the fridge",
        "where": "Hepingli",
        "number": "SC26-NB-000419",
        "step": "Dispatch",
    },
    {
        "left": "today",
        "tone": "wait",
        "what": "Approve a price: motor −15 %",
        "where": "Third repair of an old customer",
        "number": "WO26-NB-000377",
        "step": "Approve",
    },
    {
        "left": "tomorrow",
        "tone": "ok",
        "what": "永盛物业：合同一个月后到期",
        "where": "空调 12 台",
        "number": "CT25-NB-000031",
        "step": "Arrange",
    },
]
ICONS = (
    "today call list dispatch people device bell search menu close check plus back next down print photo pen"
    " clock info warn place scan settings paper"
)
SVG = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {box}'%3E{drawn}%3C/svg%3E"
PICTURE = SVG.format(
    box="4 3",
    drawn="%3Crect width='4' height='3' fill='%23b9c7d3'/%3E"
    "%3Ccircle cx='2' cy='1.6' r='.8' fill='%23f5f7f9'/%3E",
)
STROKE = SVG.format(
    box="120 40",
    drawn="%3Cpath d='M8 28C20 2 26 8 22 26s14-20 22-10-8 18 4 10 18-14 26-6 14 2 30-8' fill='none'"
    " stroke='%2310202c' stroke-width='1.6'/%3E",
)
SAMPLE: dict[str, Any] = {
    "number": "SC26-NB-000417",
    "order": "WO26-NB-000398",
    "title": "Washing machine shakes while spinning",
    "said": "It moves across the floor and is very loud. The drain pump was replaced in March.",
    "name": "Zhou Shufen",
    "chinese_name": "周淑芬",
    "phone": "+8613800132207",
    "address": "和平里北街 14 号 3 单元 502",
    "technician": "Chen Jianguo",
    "unit": "城北分公司",
    "word": "Dispatched",
    "long_word": "Pendiente de comprobación por la dirección técnica",
    "warranty": "Warranty, free",
    "why": "Bought 2025-03-02; three years on labour, the damper is a main part",
    "clause": "Article 19",
    "rule": "In town 6 working hours",
    "until": "Mon 28 Sep, 15:00",
    "told": "Text message: the technician comes today between 13:30 and 15:00.",
    "internal": "Three alike in this batch; replace both sides at once.",
    "rail": RAIL,
    "long_rail": LONG_RAIL,
    "counted": COUNTED,
    "today": TODAY,
    "facts": [
        ("Name", "Zhou Shufen"),
        ("Phone", "138 0013 2207"),
        ("Address", "和平里北街 14 号 3 单元 502"),
        ("Zone", "Town"),
    ],
    "device": [
        ("Model", "WD-820"),
        ("Serial", "WD820-25-118834"),
        ("Bought", "2025-03-02"),
        ("Labour", "until 2028-03-02"),
    ],
    "tabs": [
        {"label": "Orders", "href": "#orders", "count": 1, "current": True},
        {"label": "Photos", "href": "#photos", "count": 3, "current": False},
        {"label": "Papers", "href": "#papers", "count": None, "current": False},
    ],
    "lines": [
        ("Replace dampers (pair)", "C", "1", Decimal("0")),
        ("Level and test", "C", "0.5", Decimal("1280.5")),
    ],
    "checks": [
        ("1 Compare the serial number", "ok", "same"),
        ("2 Photos: whole, type plate", "ok", "3"),
        ("3 Dampers and weights", "wait", "to do"),
        ("4 Customer signs", "wait", "to do"),
    ],
    "ages": [("Today", 31, ""), ("1–2 days", 16, ""), ("3–7 days", 11, "soon"), ("Over 7 days", 6, "late")],
    "events": [
        {"who": "Chen Jianguo", "did": "accepted", "at": moment(28, 9, 12)},
        {
            "who": "Zhao Min",
            "did": "dispatched to Chen Jianguo",
            "at": moment(28, 9, 4),
            "said": "Text message: the technician comes today between 13:30 and 15:00.",
        },
        {
            "who": "He Gong",
            "did": "answered",
            "at": moment(24, 17, 40),
            "said": "Three alike in this batch; replace both sides at once.",
            "tone": "internal",
        },
        {
            "who": "Li Wen",
            "did": "took the call",
            "at": moment(24, 16, 30),
            "note": "Bought 2025-03-02, three years on labour",
        },
    ],
    "at": moment(28, 9, 4),
    "until_at": moment(28, 15, 0),
    "from_at": moment(28, 13, 30),
    "left": timedelta(hours=2, minutes=12),
    "names": {"en": "Washing machine", "zh-hans": "洗衣机", "zh-hant": "洗衣機", "es": "Lavadora"},
    "tones": ["ok", "soon", "late", "wait", "plain", "quiet"],
    "icons": ICONS.split(),
    "swatches": ["paper", "ground", "soft", "accent", "accent-soft", "ok", "soon", "late", "wait"],
    "picture": PICTURE,
    "stroke": STROKE,
}
