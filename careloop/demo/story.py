"""What customers of the demo are called, where they live and what they say: data only."""

SURNAMES = "周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜谢邹喻柏窦章云苏潘葛范彭鲁韦马苗方俞任袁柳史唐费薛雷贺倪汤罗毕郝安常于傅齐康余顾孟黄萧尹姚邵汪毛狄米贝明戴宋庞熊纪舒屈项祝董梁杜阮蓝闵季贾路江童郭梅林钟徐邱骆高夏蔡田樊胡霍万柯卢莫经房丁邓左石崔吉龚程裴陆荣翁段侯全班仰仲伊宫宁仇甘厉武符刘景詹束龙叶幸司黎薄印白蒲卓乔能双闻党翟谭贡姬申冉桑桂牛边尚温晏柴瞿阎连习古易廖耿国文广东欧利师巩聂关"
GIVEN = ["淑芬", "建华", "秀兰", "国强", "桂英", "志明", "丽", "伟", "敏", "静", "磊", "婷", "雪梅", "永刚", "海燕", "玉珍", "晓东", "佳慧", "文博", "雨桐", "子轩", "凤英", "德胜", "春华", "立新"]  # fmt: skip
SPANISH = ["Lucía Fernández", "Jorge Medina", "Carmen Vidal", "Andrés Salas", "Rosa Ibáñez", "Miguel Prieto"]
ENGLISH = ["Helen Moore", "David Grant", "Susan Blake", "Peter Walsh"]
TAIWAN = ["林淑惠", "陳志豪", "黃雅雯", "張家瑋"]
COMPANIES = ["永盛物业", "和平里小学", "安定门社区医院", "望京宾馆", "方庄菜市场", "亦庄软件园"]

STREETS = ["北街", "南街", "东路", "西巷", "中路", "小区"]

# family: what customers say, with the symptom's code
PROBLEMS = {
    "washer": [
        ("甩干时整机位移，声音很大，已放平。", "noise-spin"),
        ("洗完不排水，桶里一直有水。", "no-drain"),
        ("门锁灯一直闪，不启动。", "no-power"),
        ("底下漏水，已经关了水阀。", "leak"),
        ("Al centrifugar hace mucho ruido y se mueve sola.", "noise-spin"),
    ],
    "dryer": [
        ("烘干机报错 E4，停机。", "no-power"),
        ("烘衣服时有金属摩擦声。", "noise"),
    ],
    "fridge": [
        ("冷藏室不制冷，冷冻正常。", "not-cold"),
        ("冰箱有异味，换过除味盒。", "smell"),
        ("El frigorífico no enfría desde ayer.", "not-cold"),
        ("後面一直滴水，地板都濕了。", "leak"),
    ],
    "aircon": [
        ("制冷很弱，吹出来是常温风。", "weak"),
        ("室内机滴水，墙面湿了。", "leak"),
        ("外机声音很大，邻居有意见。", "noise"),
        ("The air conditioner switches itself off after ten minutes.", "no-power"),
    ],
    "hob": [
        ("燃气灶左边打不着火。", "no-spark"),
        ("点火后松手就灭。", "no-spark"),
    ],
    "heater": [
        ("热水器不点火，水是凉的。", "no-flame"),
        ("水忽冷忽热。", "no-flame"),
    ],
    "tv": [
        ("有声音没有图像。", "no-picture"),
        ("开机几分钟后自动关机。", "no-power"),
    ],
}

REPORTS = {
    "repaired": ["更换损坏件，试机正常。", "调平并紧固，运行平稳。", "更换控制板，功能正常。", "Pieza cambiada, funciona bien."],
    "advised": ["讲解使用方法，设备正常。", "清洗滤网后恢复正常。"],
    "no_fault": ["现场测试三次，未见故障。"],
    "not_repairable": ["压缩机损坏，维修价高于折旧值，建议换新。"],
    "refused": ["客户看过报价后不修。"],
}  # fmt: skip
CAUSES = {"repaired": ["worn", "board", "installation"], "advised": ["use"]}
REMEDIES = {"repaired": ["replaced", "adjusted", "cleaned"], "advised": ["explained", "cleaned"]}
NEEDS = ["需要第二个人搬机", "缺制冷剂 R32", "控制板型号对不上，请查图纸"]
ANSWERS = ["林志强四点前到", "已从服务中心调货，明早送到", "图纸已发，按 B 版接线"]
REFUSALS = ["上一单拖延，赶不到", "没有带专用工具", "车辆故障"]
WORDS = ["已修好，请勿超载使用。", "换过的零件保修一年。", "请每月清洗一次滤网。"]
REMARKS = ["很满意", "师傅很准时", "态度好", "", "价格能再便宜些更好"]
COMPLAINTS = ["还是震动", "又不制冷了", "换的零件颜色不对"]
ADVICE = ["调平底脚后正常", "重新插拔电源后恢复", "按说明书清洗滤网后正常", "告知最近的服务点与收费标准"]
WITHDRAWALS = ["客户说已自行解决", "客户要搬家，暂不修"]
TASKS = ["同批次减震器是否有通报", "此批控制板是否有替换件", "请确认能否按保修处理"]
TASK_ANSWERS = ["有三例，建议一并更换两侧", "有替换件，编号已更新", "可以，按保修处理"]
