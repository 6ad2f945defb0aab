"""The words that printed credits are made of: roles, affiliations, agencies, surnames, and what is none of them."""

import re

TEXT, PHOTO, ILLUSTRATION = "text", "photo", "illustration"
EDITING, TRANSLATION = "editing", "translation"
OWN = "own"  # what the person is credited for depends on the place: photo in a caption, text in a byline


def _vocabulary(words: str) -> tuple[str, ...]:
    """Longest first, so that a pattern made of them prefers 摄影报道 to 摄影."""
    return tuple(sorted(words.split(), key=lambda word: (-len(word), word)))


def _any(words: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, words))


ROLE_WORDS = {
    (TEXT,): "文 文字 撰文 撰稿 撰写 文稿 报道 采写 采访 整理 综合 综合报道 综合整理 文字整理 执笔 口述 通讯 写",
    (PHOTO,): "摄 摄影 图 图片 照片 供图 拍摄 拍 航拍 翻拍 影 摄像 图片摄影 图片提供 配图 图片来源 图源 图据 影像",
    (PHOTO, TEXT): "摄影报道 图文 图文报道 图片报道 采摄 摄影撰文 图并文",
    (TEXT, PHOTO): "文图 文图报道 文并图 文并摄 文并摄影 撰文并摄 撰文摄影 采写摄影 采访摄影 写并摄",
    (ILLUSTRATION,): (
        "插图 插画 绘 绘图 绘画 绘制 手绘 制图 漫画 作 作画 画 题图 图表 制表 编制 "
        "设计制图 图表制作 书法 国画 速写 剪纸"
    ),
    (EDITING,): (
        "编辑 编 责编 责任编辑 值班编辑 执行编辑 本版编辑 本版责编 图片编辑 视觉编辑 文字编辑 美术编辑 美编 编审 编校 "
        "主编 执行主编 校对 责校 本版校对 责任校对 执行 终审 二审 初审 值班 "
        "审核 审校 统筹 策划 监制 组稿 组版 版式 版式设计 排版"
    ),
    (TRANSLATION,): "译 翻译 编译 译者 译文",
    (OWN,): "作者 供稿 来稿 提供 发 来源 稿件来源 据 摘自",
}
ROLES = {word: roles for roles, words in ROLE_WORDS.items() for word in words.split()}
# Of an agency's name these say "by permission of", so anybody may stand before them, not only a photographer.
PROVIDING = frozenset({"供图", "提供", "供稿", "图片提供"})
SOURCE_LABELS = frozenset({"图片来源", "图源", "图据", "来源", "稿件来源", "据", "摘自"})
# Glued to a name these make another word (春江图, 江山如画), or another name (李宏图): never believed in a sentence.
WEAK_ROLES = frozenset("文图作画编写影拍")
DOUBTFUL_ROLES = frozenset(_vocabulary("摄影 拍摄 提供 撰文 报道 采访 综合 绘 译"))
COMMON_NOUNS = frozenset(_vocabulary("图片 照片 影像 写 影 采访 综合 通讯 文字"))
ROLE_LIST = _vocabulary(" ".join(ROLES))
# Two single characters make a word of their own (作文, 图画) unless 并 or the like parts them.
ROLE_RUN = re.compile(
    rf"(?:{_any(ROLE_LIST)})"
    rf"(?:[并及和与](?:{_any(ROLE_LIST)})|(?:{_any(tuple(word for word in ROLE_LIST if len(word) > 1))}))*"
)
ROLE = re.compile(_any(ROLE_LIST))
LONG_ROLES = tuple(word for word in ROLE_LIST if len(word) > 1)

REPORTERS = _vocabulary(
    "记者 通讯员 实习生 见习生 评论员 特派员 观察员 撰稿人 摄影师 主笔 报道组 采访组 摄影部 评论部 编辑部 报道员 信息员"
)
LAYMEN = _vocabulary(
    "受访者 受访单位 受访企业 受访方 被访者 采访对象 当事人 本人 网友 读者 市民 村民 家属 家长 学生 "
    "老师 游客 主办方 承办方 组委会 片方 剧方 剧组 校方 园方 院方 警方 馆方 院线方 出版方 资方 活动方 "
    "品牌方 志愿者 摄影爱好者 热心市民 目击者"
)
COLLECTIVE = ("评论员", "评论部", "编辑部", "报道组", "采访组", "摄影部", "观察员")
HEAD = re.compile(
    "(?:见习|实习|首席|特约|特派|高级|资深|主任|专职|签约|驻地|摄影|图片|文字|视频|视觉|美术|影像|体育|机动|调查|评论|青年"
    f"|融媒体|融媒|全媒体|全媒|新媒体|多媒体|小|客座)*(?:{_any(REPORTERS)}|{_any(LAYMEN)})"
)
AGENCIES = _vocabulary(
    "新华社 新华网 新华 中新社 中新网 中国新闻社 中国新闻网 人民视觉 人民图片 人民网 视觉中国 影像中国 "
    "东方IC 东方图片 全景视觉 图虫创意 图虫 摄图网 千图网 高品图像 光明图片 中经视觉 澎湃新闻 澎湃影像 "
    "央视新闻 央视网 央广网 中通社 大公社 法新社 法新 路透社 路透 美联社 美联 塔斯社 俄新社 共同社 "
    "韩联社 欧新社 CFP VCG IC_photo ICphoto IC AFP Reuters Osports"
)
AGENCY = re.compile(rf"(?:{_any(AGENCIES)})(?![A-Za-z])", re.IGNORECASE)
OWN_PAPER = re.compile("本[报刊网台社]")

MEDIUM = re.compile("(?:[报社网台刊闻端媒]|在线|周刊|杂志|视频|融媒体中心|传媒中心|新闻中心|新闻|发布|全媒体|融媒体)$")
ORGANISATION = re.compile(
    "(?:[局社网台报馆院校所处厅委办部队站厂店厦团协园会司集村镇乡县区市街盟旗港圈寺署]|公司|集团|中心|大学|中学|小学|学院|政府|银行|"
    "街道|社区|检察院|法院|支队|大队|基地|景区|俱乐部|基金|工作室|项目部|指挥部|客户端|新闻|传媒|融媒|影业|文化|博物院|文联|妇联|残联|工商联)$"
)
# Bodies with a photographer of their own; after 学校 or 公园 a name is more often the next sentence.
PHOTOGRAPHING_BODY = re.compile(
    f"(?:{MEDIUM.pattern[3:-2]}|[局委部协办]|公司|集团|中心|法院|检察院|支队|大队|政府|银行)$"
)
PLACES = _vocabulary(
    "北京 上海 天津 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 "
    "海南 四川 贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 石家庄 太原 沈阳 "
    "大连 长春 哈尔滨 南京 苏州 杭州 宁波 合肥 福州 厦门 南昌 济南 青岛 郑州 洛阳 平顶山 武汉 长沙 "
    "广州 深圳 南宁 海口 成都 贵阳 昆明 拉萨 西安 兰州 西宁 银川 乌鲁木齐 呼和浩特 东京 首尔 伦敦 巴黎 "
    "纽约 华盛顿 莫斯科 柏林 日内瓦 布鲁塞尔"
)
# Words that begin like a name, or stand where a pen name could.
NOT_NAMES = frozenset(PLACES) | frozenset(
    _vocabulary(
        "全文 未完 待续 未完待续 完 续 节选 连载 摘要 摘编 有删节 导读 广告 公告 启事 声明 社论 要闻 综合 "
        "编者按 编者 本报 本刊 记者 高空 高山 高清 高速 高手 高原 黄昏 黄河 黄山 江南 江北 江山 花卉 花海 "
        "花絮 古建 古城 古镇 石林 安全 水下 水面 夏日 夏天 夏季 夏夜 温馨 成人 成果 时尚 时装 时间 时刻 "
        "明星 方式 方法 白天 白云 金秋 金色 平面 平时 平安 万家 万人 万里 常用 常见 全景 全家 全国 华为 "
        "华灯 商业 商品 商家 程序 严禁 任何 应急 应用 连续 单位 文物 文化 文字 关于 解读 向日葵 和平 阳光 "
        "阳春 周末 周边 周日 周六 周年 春天 春日 春季 秋天 秋日 秋季 冬天 冬日 冬季 夜间 夜晚 夜景 清晨 "
        "凌晨 傍晚 早晨 中午 上午 下午 晚上 昨日 昨天 昨晚 今日 今天 今晨 近日 日前 当日 当天 去年 今年 "
        "前年 资料 网络 手机 相机 无人机 卫星 手工 现场 航空 空中 远景 近景 俯瞰 实拍 抓拍 街景 公园 学校 "
        "走进 走访 走近 来到 采访 探访 拍摄 体验 学习 镜头 发现 获悉 了解 介绍 连线 对话 专访 直击 见证 "
        "看到 参加 参观 观看 正在 进行 左上 左下 右上 右下 上图 下图 左图 右图 题图 资料图 效果图 示意图 "
        "漫画 摄影 图片 照片 新闻 时评 连环画 小说 诗歌 散文 国画 书法 "
        "阿里巴巴 额尔古纳 高铁 富贵 蓝天 家园 落日 花园 成就 温暖 幸福 安心 平凡 金牌 方向 古树 车站 车间 万物"
    )
)
PROSE = re.compile("[的了着们这那讯摄拍]|正在|在(?!线|建)|图为|[走来]进|走出|来到|前往|参[观加]|举[行办]")

SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛奚范彭郎鲁韦昌马"
    "苗凤方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余卜顾孟平黄穆萧尹姚邵湛汪祁毛"
    "禹狄米贝明臧伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊"
    "胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣邓郁杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊甄曲家封芮储靳"
    "汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄"
    "印宿白怀蒲邰鄂索咸籍赖卓蔺屠蒙池乔阴胥闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀郏浦尚温"
    "庄晏柴瞿阎充慕茹习宦艾鱼容向古易慎戈廖庾终暨衡耿弘匡文寇禄阙东欧殳沃蔚夔隆巩厍聂晁勾敖融冷訾辛阚简饶"
    "曾毋沙乜鞠须丰巢关蒯荆游竺权逯盖益桓公岳帅仝佟佘肖闫覃昃原苟付卿楚闪揭兰苑尉么青粟植岩郄戢佀岂朴谌粘"
)
COMPOUND_SURNAMES = frozenset(
    _vocabulary(
        "欧阳 司马 上官 诸葛 夏侯 司徒 东方 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 端木 南宫 独孤 轩辕 呼延 "
        "澹台 濮阳 淳于 申屠 太史 西门 钟离 完颜 闾丘 公羊 赫连 拓跋 百里 第五 纳兰 鲜于 亓官 司空 仲孙 "
        "万俟 左丘 东郭"
    )
)
# What Mongol, Tibetan, Uygur and Kazakh names are written with when no dot parts them: 次仁卓玛, 阿依古丽.
TRANSCRIPTION = frozenset(
    "阿艾安巴白班毕布才财次措达旦丹道德登帝丁顿多朵额恩尔尕噶格贡古孜哈海呼吉加嘉江杰金久卡凯克拉兰朗勒里"
    "丽力林隆鲁洛玛麻买曼美米木姆那纳娜尼努诺帕旺平普其齐恰强琼曲娃仁日如若桑瑟色沙珊苏索塔台坦特提图吐土"
    "瓦温乌西牙央依伊英勇永尤宇玉扎泽增珠卓堆顶合都不热麦赛迪比别萨根娅雅亚斯赫夏甫再胡万太夫罗宗珍群参边穷萍琴肯旗花高"
    "嘎"
)

NAMELESS = re.compile(
    "(?:本[报刊网])?(?:资料|档案|历史)(?:图片|照片|图|片)|本[报刊网](?:资料室)?(?:图片|照片|供图|资料室)"
    "|(?:作者|作者本人|译者|企业|学校|医院|公司|单位|(?:相关|有关)(?:部门|单位)|景区|商家|官方|机构)供图"
    "|(?:网络|网上)(?:供图|图片|照片|图|截图)|网图|网络"
    "|(?:视频|监控|监控视频|网页|电视|电视画面|录像|手机|微信|微博|直播)截图"
    "|(?:图片|照片|图)?(?:来自|来源于|来源|源自|源于|选自|源|据|自)(?:网络|互联网)"
)
OPENING = re.compile(
    "(?:本版|本组|本文|文中|以上|本栏目?|上述|全部|部分|所有|此文|该组|除署名外)*(?:图片|照片|组图|图|稿件|文图|图文)?"
    "(?:除(?:署名|注明)外)?(?:(?:均|皆|都|全部)[由为系]?|[由系])|(?:图片|照片)(?:来自|源自|选自)"
)
DAY = (
    r"(?:(?:\d{2,4}年)?\d{1,2}月(?:\d{1,2}日)?|\d{2,4}年|\d{1,2}日"
    "|[一二三四五六七八九十]{1,3}[月日]|昨[日天晚]|今[日天晨年]|近日|日前|当[日天]|去年|前年|资料)"
)
ASIDE = re.compile(rf"{DAY}|等|发自\S{{1,12}}|[①-⑳]\d{{1,3}}")
DAY_AT_END = re.compile(rf"{DAY}$")
POSITION = re.compile(r"[上下左右中]{1,2}图|图[①-⑳\d一二三四五六七八九十]{1,3}|[①-⑳]+")
DATELINE = re.compile(
    rf"(?:据|综合)?(?P<who>本[报刊网台社]|[一-鿿]{{2,4}}社|[一-鿿]{{1,6}}报)[一-鿿]{{0,10}}?(?:{DAY})?(?:专?电|讯|消息)"
)
TAKEN_AT = re.compile(r"摄于.+$")

HAN = re.compile("[㐀-鿿豈-﫿〇\U00020000-\U0003134f]+")
DOTTED = re.compile("[㐀-鿿]{1,8}(?:[·•・‧][㐀-鿿]{1,10}){1,3}")
LATIN = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ.'’·-]*")

OPEN, CLOSE, MARKS = "(（【[［〔〖", ")）】]］〕〗", "□■▲◆●○◎★△▼◇▽☆▶►◀◄※"
# Every character that str.isspace() knows, with the zero-width ones that web pages carry.
SPACES = (
    " \t\r\n\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
    "\u2007\u2008\u2009\u200a\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"
)
PAUSES = "|｜，,；;：:—-”\"'》."
STOPS = "。！？!?…"
PLAIN = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys(OPEN, "(")
    | dict.fromkeys(CLOSE, ")")
    | dict.fromkeys(SPACES, " ")
    | dict.fromkeys(MARKS, "□")
    | dict.fromkeys("|｜∕⁄／", "/")
    | dict.fromkeys("，；;、＆&＋+", ",")
)
COMPOSING_MARK = re.compile(r"[①-⑳]\d{0,3}$")
IC_PHOTO = re.compile("IC photo", re.IGNORECASE)
AROUND = re.compile(" *([/:]) *")
# 林舟文/图 is 林舟 文/图, while 林舟/文 何苇/图 has each role after its own name.
GLUED_PAIR = re.compile("(?<=[一-鿿])(?<![撰图条])((?:文/图|图/文|文/摄影?|摄/文)(?![一-鿿]))")
WORDING = re.compile(r" +|[,/:()□]|[^ ,/:()□]+")
TAKEN_ON = re.compile(rf"{DAY}(?P<role>摄|拍摄|摄影)")
TEXT_AND_PICTURE = re.compile("([^ /]*[^ /]{2})文 +([^ /]*[^ /]{2})图")
AUTHOR_NOTE = re.compile(
    r"[(（【\[〔](?:[美英法德日俄加澳韩意印])国?[)）】\]〕]"
    r"|[(（](?:作者)?(?:系|单位|为|简介)[^()（）]*[)）]"
)
AUTHOR_SLOT = re.compile(r"\s*作者\s*[:：]\s*[(（](?P<who>[^()（）]{0,60})[)）]")
