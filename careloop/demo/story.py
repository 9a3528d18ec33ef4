"""What customers of the demo are called, where they live and what they say: data only.

What is said stands in four languages, in the order English, 简体中文, 繁體中文, español; `said` takes the one
of whoever speaks.
"""

from careloop.demo.company import LANGUAGES

Four = tuple[str, str, str, str]

SURNAMES = "周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜谢邹喻柏窦章云苏潘葛范彭鲁韦马苗方俞任袁柳史唐费薛雷贺倪汤罗毕郝安常于傅齐康余顾孟黄萧尹姚邵汪毛狄米贝明戴宋庞熊纪舒屈项祝董梁杜阮蓝闵季贾路江童郭梅林钟徐邱骆高夏蔡田樊胡霍万柯卢莫经房丁邓左石崔吉龚程裴陆荣翁段侯全班仰仲伊宫宁仇甘厉武符刘景詹束龙叶幸司黎薄印白蒲卓乔能双闻党翟谭贡姬申冉桑桂牛边尚温晏柴瞿阎连习古易廖耿国文广东欧利师巩聂关"
GIVEN = ["淑芬", "建华", "秀兰", "国强", "桂英", "志明", "丽", "伟", "敏", "静", "磊", "婷", "雪梅", "永刚", "海燕", "玉珍", "晓东", "佳慧", "文博", "雨桐", "子轩", "凤英", "德胜", "春华", "立新"]  # fmt: skip
SPANISH = ["Lucía Fernández", "Jorge Medina", "Carmen Vidal", "Andrés Salas", "Rosa Ibáñez", "Miguel Prieto"]
ENGLISH = ["Helen Moore", "David Grant", "Susan Blake", "Peter Walsh"]
TAIWAN = ["林淑惠", "陳志豪", "黃雅雯", "張家瑋"]
COMPANIES = ["永盛物业", "和平里小学", "安定门社区医院", "望京宾馆", "方庄菜市场", "亦庄软件园"]
# Those who have a contract for all that they own.
UNDER_CONTRACT = ("永盛物业", "安定门社区医院", "望京宾馆", "亦庄软件园")

STREETS = ["北街", "南街", "东路", "西巷", "中路", "小区"]

# family: the symptom's code, and what customers say
PROBLEMS: dict[str, list[tuple[str, Four]]] = {
    "washer": [
        ("noise-spin", ("It moves across the floor and is very loud when spinning.", "甩干时整机位移，声音很大，已放平。", "脫水時整台會移動，聲音很大，已經放平。", "Al centrifugar hace mucho ruido y se mueve sola.")),
        ("no-drain", ("It does not drain; the drum stays full of water.", "洗完不排水，桶里一直有水。", "洗完不排水，槽內一直有水。", "No desagua; el tambor se queda lleno de agua.")),
        ("no-power", ("The door light blinks and it does not start.", "门锁灯一直闪，不启动。", "門鎖燈一直閃，無法啟動。", "La luz de la puerta parpadea y no arranca.")),
        ("leak", ("It leaks from below; the tap is closed.", "底下漏水，已经关了水阀。", "底部漏水，已關閉水龍頭。", "Pierde agua por abajo; ya cerré la llave.")),
    ],
    "dryer": [
        ("no-power", ("The dryer shows E4 and stops.", "烘干机报错 E4，停机。", "乾衣機顯示 E4 後停機。", "La secadora marca E4 y se para.")),
        ("noise", ("There is a scraping noise while it dries.", "烘衣服时有金属摩擦声。", "烘衣時有金屬摩擦聲。", "Se oye un roce metálico al secar.")),
    ],
    "fridge": [
        ("not-cold", ("The refrigerator has not been cold since yesterday.", "冷藏室不制冷，冷冻正常。", "冷藏室不冷，冷凍正常。", "El frigorífico no enfría desde ayer.")),
        ("smell", ("It smells, even with a new filter box.", "冰箱有异味，换过除味盒。", "冰箱有異味，已換過除味盒。", "Huele mal, aunque cambié el filtro.")),
        ("leak", ("Water drips from the back onto the floor.", "后面一直滴水，地板都湿了。", "後面一直滴水，地板都濕了。", "Gotea por detrás y moja el suelo.")),
    ],
    "aircon": [
        ("weak", ("It cools weakly; the air is almost warm.", "制冷很弱，吹出来是常温风。", "冷度不足，吹出來是常溫風。", "Enfría poco; sale aire casi caliente.")),
        ("leak", ("The indoor unit drips and the wall is wet.", "室内机滴水，墙面湿了。", "室內機滴水，牆面都濕了。", "La unidad interior gotea y moja la pared.")),
        ("noise", ("The outdoor unit is loud; the neighbours complain.", "外机声音很大，邻居有意见。", "室外機聲音很大，鄰居有意見。", "La unidad exterior hace ruido y los vecinos se quejan.")),
        ("no-power", ("It switches itself off after ten minutes.", "开机十分钟后自动关机。", "開機十分鐘後自動關機。", "Se apaga sola a los diez minutos.")),
    ],
    "hob": [
        ("no-spark", ("The left burner does not light.", "燃气灶左边打不着火。", "瓦斯爐左邊點不著火。", "El quemador izquierdo no prende.")),
        ("no-spark", ("The flame goes out when I let go of the knob.", "点火后松手就灭。", "點火後放手就熄火。", "La llama se apaga al soltar el mando.")),
    ],
    "heater": [
        ("no-flame", ("The heater does not light; the water stays cold.", "热水器不点火，水是凉的。", "熱水器不點火，水是冷的。", "El calentador no prende; el agua sale fría.")),
        ("no-flame", ("The water turns hot and cold.", "水忽冷忽热。", "水忽冷忽熱。", "El agua sale a ratos fría y a ratos caliente.")),
    ],
    "tv": [
        ("no-picture", ("There is sound but no picture.", "有声音没有图像。", "有聲音沒有畫面。", "Se oye, pero no hay imagen.")),
        ("no-power", ("It switches itself off after a few minutes.", "开机几分钟后自动关机。", "開機幾分鐘後自動關機。", "Se apaga sola a los pocos minutos.")),
    ],
}  # fmt: skip

# result: what the technician writes, which the customer signs
REPORTS: dict[str, list[Four]] = {
    "repaired": [
        ("Damaged part replaced; test run in order.", "更换损坏件，试机正常。", "更換損壞零件，試機正常。", "Pieza dañada cambiada; la prueba fue correcta."),
        ("Levelled and tightened; runs smoothly.", "调平并紧固，运行平稳。", "調平並鎖緊，運轉平穩。", "Nivelado y apretado; funciona sin vibrar."),
        ("Control board replaced; all functions in order.", "更换控制板，功能正常。", "更換控制板，功能正常。", "Placa electrónica cambiada; todo funciona."),
    ],
    "advised": [
        ("Explained how it is used; the device is in order.", "讲解使用方法，设备正常。", "說明使用方式，設備正常。", "Se explicó el uso; el equipo está bien."),
        ("Filter cleaned; in order again.", "清洗滤网后恢复正常。", "清洗濾網後恢復正常。", "Filtro limpiado; vuelve a funcionar."),
    ],
    "no_fault": [("Tested three times on the spot; no fault found.", "现场测试三次，未见故障。", "現場測試三次，未發現故障。", "Probado tres veces en el lugar; sin avería.")],
    "not_repairable": [("The compressor is broken; a repair would cost more than the device is worth.", "压缩机损坏，维修价高于折旧值，建议换新。", "壓縮機損壞，維修費高於殘值，建議換新。", "El compresor está roto; repararlo cuesta más de lo que vale el equipo.")],
}  # fmt: skip
CAUSES = {"repaired": ["worn", "board", "installation"], "advised": ["use"]}
REMEDIES = {"repaired": ["replaced", "adjusted", "cleaned"], "advised": ["explained", "cleaned"]}
# What is needed, and what the director answers.
HELP: list[tuple[Four, Four]] = [
    (("A second person to move the machine", "需要第二个人搬机", "需要第二個人搬機器", "Otra persona para mover el equipo"), ("Someone will be there before four", "四点前有人到", "四點前有人到", "Alguien llega antes de las cuatro")),
    (("Refrigerant R32", "缺制冷剂 R32", "缺 R32 冷媒", "Refrigerante R32"), ("Sent from the service centre, there tomorrow morning", "已从服务中心调货，明早送到", "已向服務中心調貨，明早送到", "Sale del centro de servicio; llega mañana temprano")),
    (("The control board does not match, please check the drawing", "控制板型号对不上，请查图纸", "控制板型號不符，請查圖面", "La placa no coincide; revise el plano"), ("The drawing is sent: wire it as version B", "图纸已发，按 B 版接线", "圖面已傳，請依 B 版接線", "Plano enviado: conéctela según la versión B")),
]  # fmt: skip
REFUSALS: list[Four] = [
    ("The job before takes longer", "上一单拖延，赶不到", "前一單延誤，趕不上", "El trabajo anterior se alarga"),
    ("The special tool is not with me", "没有带专用工具", "沒有帶專用工具", "No llevo la herramienta especial"),
    ("The van broke down", "车辆故障", "車輛故障", "La furgoneta está averiada"),
]  # fmt: skip
WAITING: Four = (
    "A part is missing; it is on order.",
    "缺件，已报采购。",
    "缺料，已提出採購。",
    "Falta un repuesto; ya está pedido.",
)
ABSENT: Four = (
    "The customer was not there; confirmed by phone",
    "客户不在现场，电话确认",
    "客戶不在現場，已電話確認",
    "El cliente no estaba; lo confirmó por teléfono",
)
REVIEWED: Four = (
    "The result fits the complaint",
    "结果与报修一致",
    "結果與報修內容一致",
    "El resultado corresponde al aviso",
)
WORDS: list[Four] = [
    ("It is repaired; please do not overload it.", "已修好，请勿超载使用。", "已修復，請勿超載使用。", "Está reparado; no lo sobrecargue."),
    ("The new part has a year of warranty.", "换过的零件保修一年。", "更換的零件保固一年。", "La pieza nueva tiene un año de garantía."),
    ("Please clean the filter once a month.", "请每月清洗一次滤网。", "請每月清洗一次濾網。", "Limpie el filtro una vez al mes."),
]  # fmt: skip
REMARKS: list[Four] = [
    ("Very satisfied.", "很满意。", "很滿意。", "Muy satisfecho."),
    ("The technician came on time.", "师傅很准时。", "師傅很準時。", "El técnico llegó puntual."),
    ("Friendly.", "态度好。", "態度很好。", "Muy amable."),
    ("", "", "", ""),
    ("It could be cheaper.", "价格能再便宜些更好。", "價格可以再優惠一點。", "Podría ser más barato."),
]  # fmt: skip
COMPLAINTS: list[Four] = [
    ("It still shakes", "还是震动", "還是會震動", "Sigue vibrando"),
    ("It is not cold again", "又不制冷了", "又不冷了", "Otra vez no enfría"),
    ("The new part has another colour", "换的零件颜色不对", "更換的零件顏色不對", "La pieza nueva es de otro color"),
]  # fmt: skip
ADVICE: list[Four] = [
    ("In order after the feet were levelled", "调平底脚后正常", "調平腳座後正常", "Funciona tras nivelar las patas"),
    ("In order after it was unplugged and plugged in again", "重新插拔电源后恢复", "重新插拔電源後恢復", "Volvió a funcionar al desenchufarlo y enchufarlo"),
    ("In order after the filter was cleaned as the manual says", "按说明书清洗滤网后正常", "依說明書清洗濾網後正常", "Funciona tras limpiar el filtro según el manual"),
    ("Told the nearest service point and what it costs", "告知最近的服务点与收费标准", "告知最近的服務據點與收費標準", "Se indicó el punto de servicio más cercano y las tarifas"),
]  # fmt: skip
WITHDRAWALS: list[Four] = [
    ("The customer has mended it alone", "客户说已自行解决", "客戶表示已自行解決", "El cliente lo arregló por su cuenta"),
    ("The customer is moving and does not want it repaired now", "客户要搬家，暂不修", "客戶要搬家，暫不維修", "El cliente se muda y no lo repara por ahora"),
]  # fmt: skip
DECLINED: Four = (
    "After the quote the customer does not want the repair",
    "客户看过报价后不修",
    "客戶看過報價後不修",
    "Tras ver el presupuesto, el cliente no lo repara",
)
# What another department is asked, and what it answers.
TASKS: list[tuple[Four, Four]] = [
    (("Is there a notice about the dampers of this lot?", "同批次减震器是否有通报？", "同批次避震器是否有通報？", "¿Hay algún comunicado sobre los amortiguadores de este lote?"), ("Three cases; replace both sides at once.", "有三例，建议一并更换两侧。", "有三例，建議兩側一併更換。", "Tres casos; conviene cambiar ambos lados.")),
    (("Is there a substitute for this control board?", "此批控制板是否有替换件？", "此批控制板是否有替代零件？", "¿Hay sustituto para esta placa?"), ("Yes; the number is updated.", "有替换件，编号已更新。", "有替代零件，編號已更新。", "Sí; el número ya está actualizado.")),
    (("May this be treated as warranty?", "请确认能否按保修处理", "請確認可否以保固處理", "¿Se puede tratar como garantía?"), ("Yes, treat it as warranty.", "可以，按保修处理。", "可以，以保固處理。", "Sí, trátelo como garantía.")),
]  # fmt: skip


def said(four: Four, language: str) -> str:
    return four[LANGUAGES.index(language)]
