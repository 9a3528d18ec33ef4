"""How the Open Repair Data Standard (v0.3) is read as history; here the repair cafés of Wales.

The file itself is not ours: it stands beside the project, under CC BY-SA 4.0, and its source is named
wherever its rows are shown.
"""

# ruff: noqa: E501 - a table is read across
from careloop.presets.history.mapping import Mapping, Names

LANGUAGES = ("en", "zh-hans", "zh-hant", "es")


def _names(*four: str) -> Names:
    return dict(zip(LANGUAGES, four, strict=True))


# product_category: our code and its names
FAMILIES = {
    "Aircon/dehumidifier": ("aircon-dehumidifier", "Air conditioner or dehumidifier", "空调或除湿机", "冷氣機或除濕機", "Aire acondicionado o deshumidificador"),
    "Battery/charger/adapter": ("battery-charger", "Battery, charger or adapter", "电池、充电器或适配器", "電池、充電器或變壓器", "Batería, cargador o adaptador"),
    "Coffee maker": ("coffee-maker", "Coffee maker", "咖啡机", "咖啡機", "Cafetera"),
    "DSLR/video camera": ("video-camera", "Reflex or video camera", "单反相机或摄像机", "單眼相機或攝影機", "Cámara réflex o de vídeo"),
    "Decorative or safety lights": ("decorative-lights", "Decorative or safety lights", "装饰灯或安全灯", "裝飾燈或安全燈", "Luces decorativas o de seguridad"),
    "Desktop computer": ("desktop-computer", "Desktop computer", "台式电脑", "桌上型電腦", "Ordenador de sobremesa"),
    "Digital compact camera": ("compact-camera", "Digital compact camera", "数码卡片相机", "數位輕便相機", "Cámara digital compacta"),
    "Fan": ("fan", "Fan", "电风扇", "電風扇", "Ventilador"),
    "Flat screen": ("flat-screen", "Flat screen", "平板显示器", "平面顯示器", "Pantalla plana"),
    "Food processor": ("food-processor", "Food processor", "食物料理机", "食物調理機", "Procesador de alimentos"),
    "Games console": ("games-console", "Games console", "游戏机", "遊戲機", "Consola de videojuegos"),
    "Hair & beauty item": ("hair-and-beauty", "Hair or beauty appliance", "美发美容电器", "美髮美容電器", "Aparato de peluquería o belleza"),
    "Hair dryer": ("hair-dryer", "Hair dryer", "电吹风", "吹風機", "Secador de pelo"),
    "Handheld entertainment device": ("handheld-player", "Handheld entertainment device", "掌上娱乐设备", "掌上型娛樂裝置", "Dispositivo portátil de ocio"),
    "Headphones": ("headphones", "Headphones", "耳机", "耳機", "Auriculares"),
    "Hi-Fi integrated": ("hifi-integrated", "Hi-fi system", "一体式音响", "一體式音響", "Equipo de música integrado"),
    "Hi-Fi separates": ("hifi-separates", "Hi-fi component", "组合音响部件", "組合音響單元", "Componente de alta fidelidad"),
    "Iron": ("iron", "Iron", "电熨斗", "電熨斗", "Plancha"),
    "Kettle": ("kettle", "Kettle", "电水壶", "電熱水壺", "Hervidor"),
    "Lamp": ("lamp", "Lamp", "灯具", "燈具", "Lámpara"),
    "Laptop": ("laptop", "Laptop", "笔记本电脑", "筆記型電腦", "Ordenador portátil"),
    "Large home electrical": ("large-appliance", "Large household appliance", "大型家用电器", "大型家電", "Electrodoméstico grande"),
    "Misc": ("miscellaneous", "Miscellaneous", "其他", "其他", "Varios"),
    "Mobile": ("mobile-phone", "Mobile phone", "手机", "手機", "Teléfono móvil"),
    "Musical instrument": ("musical-instrument", "Musical instrument", "电子乐器", "電子樂器", "Instrumento musical"),
    "PC accessory": ("pc-accessory", "Computer accessory", "电脑附件", "電腦週邊", "Accesorio de ordenador"),
    "Paper shredder": ("paper-shredder", "Paper shredder", "碎纸机", "碎紙機", "Trituradora de papel"),
    "Portable radio": ("portable-radio", "Portable radio", "便携收音机", "攜帶式收音機", "Radio portátil"),
    "Power tool": ("power-tool", "Power tool", "电动工具", "電動工具", "Herramienta eléctrica"),
    "Printer/scanner": ("printer-scanner", "Printer or scanner", "打印机或扫描仪", "印表機或掃描器", "Impresora o escáner"),
    "Projector": ("projector", "Projector", "投影仪", "投影機", "Proyector"),
    "Sewing machine": ("sewing-machine", "Sewing machine", "缝纫机", "縫紉機", "Máquina de coser"),
    "Small home electrical": ("small-appliance", "Small household appliance", "小型家用电器", "小型家電", "Electrodoméstico pequeño"),
    "Small kitchen item": ("small-kitchen-appliance", "Small kitchen appliance", "小型厨房电器", "小型廚房電器", "Pequeño aparato de cocina"),
    "TV and gaming-related accessories": ("tv-accessory", "Television or gaming accessory", "电视或游戏附件", "電視或遊戲週邊", "Accesorio de televisión o videojuegos"),
    "Tablet": ("tablet", "Tablet", "平板电脑", "平板電腦", "Tableta"),
    "Toaster": ("toaster", "Toaster", "烤面包机", "烤麵包機", "Tostadora"),
    "Toy": ("toy", "Toy", "电动玩具", "電動玩具", "Juguete"),
    "Vacuum": ("vacuum-cleaner", "Vacuum cleaner", "吸尘器", "吸塵器", "Aspiradora"),
    "Watch/clock": ("watch-clock", "Watch or clock", "钟表", "鐘錶", "Reloj"),
}  # fmt: skip

# What volunteers write where there is no brand, or none that they can read.
NO_BRAND = frozenset(
    [
        *("", "unknown", "unknow", "unknowe", "unknot", "unkniwn", "unknwon", "not given", "not known"),
        *("no brand", "no brand name", "no branding", "unbranded", "generic", "don't know", "don’t know"),
        *("none", "n/a", "na", "dk", "xx", "x", "?", "-", "."),
    ]
)

MAPPING = Mapping(
    source={
        "code": "open-repair-wales",
        "name": "Open Repair Alliance, Open Repair Data: Repair Cafe Wales",
        "licence": "CC BY-SA 4.0",
        "url": "https://openrepair.org/open-data/",
    },
    region_code="WALES",
    region_names=_names("Repair Cafe Wales", "威尔士维修咖啡馆", "威爾斯維修咖啡館", "Repair Cafe Wales"),
    time_zone="Europe/London",
    # ours: theirs
    columns={
        "history_id": "id",
        "point": "group_identifier",
        "family": "product_category",
        "thing": "partner_product_category",
        "brand": "brand",
        "result": "repair_status",
        "barrier": "repair_barrier_if_end_of_life",
        "on": "event_date",
        "description": "problem",
    },
    families={theirs: (code, _names(*four)) for theirs, (code, *four) in FAMILIES.items()},
    results={
        "Fixed": "fixed",
        "Repairable": "repairable",
        "End of life": "end_of_life",
        "Unknown": "unknown",
    },
    no_brand=NO_BRAND,
    # "Flint Repair Cafe" is "Flint", "Cardiff, Canton" is "Cardiff Canton".
    point_noise=frozenset(("repair", "cafe")),
)
