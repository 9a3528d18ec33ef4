"""Who and what the company of the demo is: data only."""

from typing import NamedTuple

LANGUAGES = ("en", "zh-hans", "zh-hant", "es")


class UnitData(NamedTuple):
    code: str
    kind: str
    parent: str
    names: tuple[str, str, str, str]
    address: str
    phone: str


# Names stand in the order English, 简体中文, 繁體中文, español. The unit at the top bears the company's name:
# it heads every paper.
UNITS = [
    UnitData("HQ", "headquarters", "", ("Hehe Appliances Service", "和合家电服务", "和合家電服務", "Hehe Servicio Técnico"), "北京市东城区建国门内大街 8 号", "010 6512 0088"),
    UnitData("CT", "centre", "HQ", ("Service centre", "服务中心", "服務中心", "Centro de servicio"), "北京市朝阳区东三环北路 22 号", "010 6590 2200"),
    UnitData("NB", "branch", "HQ", ("North branch", "城北分公司", "城北分公司", "Sucursal norte"), "北京市西城区德胜门外大街 16 号", "010 6203 5100"),
    UnitData("SB", "branch", "HQ", ("South branch", "城南分公司", "城南分公司", "Sucursal sur"), "北京市丰台区方庄路 5 号", "010 6764 3300"),
]  # fmt: skip


class ZoneData(NamedTuple):
    unit: str
    kind: str
    names: tuple[str, str, str, str]
    words: list[str]


ZONES = [
    ZoneData("CT", "town", ("Chaoyang", "朝阳", "朝陽", "Chaoyang"), ["朝阳门", "望京", "国贸", "三里屯"]),
    ZoneData("CT", "suburb", ("Tongzhou", "通州", "通州", "Tongzhou"), ["通州", "宋庄"]),
    ZoneData("CT", "remote", ("Pinggu", "平谷", "平谷", "Pinggu"), ["平谷"]),
    ZoneData("NB", "town", ("Xicheng and Dongcheng north", "城区北", "城區北", "Centro norte"), ["和平里", "西直门", "安定门", "雍和宫", "德胜门"]),
    ZoneData("NB", "suburb", ("Changping and Shunyi", "昌平顺义", "昌平順義", "Changping y Shunyi"), ["昌平", "顺义", "回龙观", "天通苑"]),
    ZoneData("NB", "remote", ("Miyun and Yanqing", "密云延庆", "密雲延慶", "Miyun y Yanqing"), ["密云", "延庆", "怀柔"]),
    ZoneData("SB", "town", ("Fengtai", "丰台", "豐台", "Fengtai"), ["方庄", "右安门", "草桥", "六里桥"]),
    ZoneData("SB", "suburb", ("Daxing", "大兴", "大興", "Daxing"), ["大兴", "亦庄", "黄村"]),
    ZoneData("SB", "remote", ("Fangshan", "房山", "房山", "Fangshan"), ["房山", "周口店"]),
]  # fmt: skip


class PersonData(NamedTuple):
    username: str
    name: str
    post: str
    unit: str
    skills: dict[str, int]
    language: str


PEOPLE = [
    PersonData("sun.guohua", "孙国华", "general_manager", "HQ", {}, "zh-hans"),
    PersonData("wang.jianye", "王建业", "service_manager", "HQ", {}, "zh-hans"),
    PersonData("he.li", "何立", "department_head", "HQ", {}, "zh-hans"),
    PersonData("admin", "沈宁", "administrator", "HQ", {}, "zh-hans"),
    PersonData("luo.yan", "罗严", "auditor", "HQ", {}, "zh-hans"),
    PersonData("gao.lan", "高岚", "director", "CT", {}, "zh-hans"),
    PersonData("xu.jing", "许静", "clerk", "CT", {}, "zh-hans"),
    PersonData("ma.qiang", "马强", "technician", "CT", {"laundry": 3, "cooling": 2}, "zh-hans"),
    PersonData("tang.yong", "唐勇", "technician", "CT", {"cooling": 3, "electronics": 2}, "zh-hans"),
    PersonData("ding.hao", "丁浩", "technician", "CT", {"gas": 2, "laundry": 1}, "zh-hans"),
    PersonData("zhao.min", "赵敏", "director", "NB", {}, "zh-hans"),
    PersonData("li.wen", "李雯", "clerk", "NB", {}, "zh-hans"),
    PersonData("lin.meihua", "林美華", "clerk", "NB", {}, "zh-hant"),
    PersonData("chen.jianguo", "陈建国", "technician", "NB", {"laundry": 3, "electronics": 1}, "zh-hans"),
    PersonData("wu.hai", "吴海", "technician", "NB", {"cooling": 2}, "zh-hans"),
    PersonData("lin.zhiqiang", "林志强", "technician", "NB", {"laundry": 2, "cooling": 2, "gas": 2, "electronics": 2}, "zh-hans"),
    PersonData("zhao.xiaobing", "赵小兵", "technician", "NB", {"laundry": 1, "gas": 3}, "zh-hans"),
    PersonData("elena.ruiz", "Elena Ruiz", "director", "SB", {}, "es"),
    PersonData("ana.torres", "Ana Torres", "clerk", "SB", {}, "es"),
    PersonData("mary.clark", "Mary Clark", "clerk", "SB", {}, "en"),
    PersonData("pablo.nieto", "Pablo Nieto", "technician", "SB", {"laundry": 2, "cooling": 2}, "es"),
    PersonData("song.wei", "宋伟", "technician", "SB", {"gas": 3, "cooling": 1}, "zh-hans"),
    PersonData("qian.feng", "钱峰", "technician", "SB", {"electronics": 3, "laundry": 2}, "zh-hans"),
]  # fmt: skip

SKILLS = {
    "laundry": ("Laundry", "洗护", "洗滌家電", "Lavado"),
    "cooling": ("Cooling", "制冷", "冷凍空調", "Refrigeración"),
    "gas": ("Gas", "燃气", "瓦斯", "Gas"),
    "electronics": ("Electronics", "电子", "電子", "Electrónica"),
}

# code: (names, skill)
FAMILIES = {
    "washer": (("Washing machine", "洗衣机", "洗衣機", "Lavadora"), "laundry"),
    "dryer": (("Tumble dryer", "烘干机", "乾衣機", "Secadora"), "laundry"),
    "fridge": (("Refrigerator", "冰箱", "冰箱", "Frigorífico"), "cooling"),
    "aircon": (("Air conditioner", "空调", "冷氣機", "Aire acondicionado"), "cooling"),
    "hob": (("Gas hob", "燃气灶", "瓦斯爐", "Placa de gas"), "gas"),
    "heater": (("Water heater", "热水器", "熱水器", "Calentador de agua"), "gas"),
    "tv": (("Television", "电视机", "電視機", "Televisor"), "electronics"),
}

BRANDS = ["Hehe", "Lanxing", "Norte"]

# code, family, brand
MODELS = [
    ("WD-820", "washer", "Hehe"),
    ("WD-610", "washer", "Hehe"),
    ("GY-300", "dryer", "Hehe"),
    ("BC-310", "fridge", "Lanxing"),
    ("BC-500", "fridge", "Lanxing"),
    ("KF-35", "aircon", "Norte"),
    ("KF-72", "aircon", "Norte"),
    ("ZT-2B", "hob", "Hehe"),
    ("RS-16", "heater", "Lanxing"),
    ("TV-55", "tv", "Norte"),
]

# family: months of labour, parts, travel
WARRANTY = {
    "washer": (36, 12, 12),
    "dryer": (24, 12, 12),
    "fridge": (36, 36, 12),
    "aircon": (72, 36, 12),
    "hob": (12, 12, 12),
    "heater": (24, 12, 12),
    "tv": (12, 12, 12),
}

# family (or "" for all), kind, code, parent, names
FAULTS = [
    ("", "symptom", "no-power", "", ("Does not switch on", "不通电", "無法開機", "No se enciende")),
    ("", "symptom", "noise", "", ("Noise or shaking", "异响震动", "異音震動", "Ruido o vibración")),
    ("", "symptom", "leak", "", ("Leaks", "漏水", "漏水", "Fugas")),
    ("washer", "symptom", "noise-spin", "noise", ("when spinning", "脱水", "脫水時", "al centrifugar")),
    ("washer", "symptom", "no-drain", "", ("Does not drain", "不排水", "不排水", "No desagua")),
    ("fridge", "symptom", "not-cold", "", ("Does not get cold", "不制冷", "不冷", "No enfría")),
    ("fridge", "symptom", "smell", "", ("Smells", "异味", "異味", "Huele mal")),
    ("aircon", "symptom", "weak", "", ("Cools weakly", "制冷弱", "冷度不足", "Enfría poco")),
    ("hob", "symptom", "no-spark", "", ("Does not light", "打不着火", "點不著火", "No prende")),
    ("heater", "symptom", "no-flame", "", ("No hot water", "不出热水", "沒有熱水", "Sin agua caliente")),
    ("tv", "symptom", "no-picture", "", ("No picture", "无图像", "沒有畫面", "Sin imagen")),
    ("", "cause", "worn", "", ("Part worn out", "零件磨损", "零件磨損", "Pieza gastada")),
    ("", "cause", "board", "", ("Control board", "控制板故障", "控制板故障", "Placa electrónica")),
    ("", "cause", "installation", "", ("Installation", "安装不当", "安裝不當", "Instalación")),
    ("", "cause", "use", "", ("Use", "使用不当", "使用不當", "Uso")),
    ("washer", "cause", "damper", "worn", ("Shock absorber", "减震器", "避震器", "Amortiguador")),
    ("aircon", "cause", "refrigerant", "", ("Refrigerant lost", "缺制冷剂", "冷媒不足", "Falta refrigerante")),
    ("", "action", "replaced", "", ("Part replaced", "更换零件", "更換零件", "Pieza cambiada")),
    ("", "action", "adjusted", "", ("Adjusted", "调整", "調整", "Ajustado")),
    ("", "action", "cleaned", "", ("Cleaned", "清洗", "清洗", "Limpiado")),
    ("", "action", "explained", "", ("Use explained", "讲解使用", "說明使用方式", "Uso explicado")),
    ("aircon", "action", "refilled", "", ("Refrigerant refilled", "加制冷剂", "補充冷媒", "Recargado")),
]  # fmt: skip
