"""Reads the people out of a printed credit: who took the picture, who wrote the text, and for whom.

A credit is read in three steps: the wording is cut into items (affiliations, names, roles, agencies), each of
which must be understood; the items are put together clause by clause; and the clauses are held against where
the credit stood, because the same words are a credit after a full stop and prose in the middle of a sentence.

    credit  = clause { clause }
    clause  = role [ "/" | ":" ] people | people [ "/" ] role | people
    people  = [ affiliation ] name { separator [ affiliation ] name } | agency
"""

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

TEXT, PHOTO, ILLUSTRATION = "text", "photo", "illustration"
EDITING, TRANSLATION = "editing", "translation"
OWN = "own"  # what the person is credited for depends on the place: photo in a caption, text in a byline


def _vocabulary(words: str) -> tuple[str, ...]:
    """Longest first, so that a pattern made of them prefers 摄影报道 to 摄影."""
    return tuple(sorted(words.split(), key=lambda word: (-len(word), word)))


def _any(words: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, words))


_ROLE_WORDS = {
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
_ROLES = {word: roles for roles, words in _ROLE_WORDS.items() for word in words.split()}
# Of an agency's name these say "by permission of", so anybody may stand before them, not only a photographer.
_PROVIDING = frozenset({"供图", "提供", "供稿", "图片提供"})
_SOURCE_LABELS = frozenset({"图片来源", "图源", "图据", "来源", "稿件来源", "据", "摘自"})
# Glued to a name these make another word (春江图, 江山如画), or another name (李宏图): never believed in a sentence.
_WEAK_ROLES = frozenset("文图作画编写影拍")
_DOUBTFUL_ROLES = frozenset(_vocabulary("摄影 拍摄 提供 撰文 报道 采访 综合 绘 译"))
_COMMON_NOUNS = frozenset(_vocabulary("图片 照片 影像 写 影 采访 综合 通讯 文字"))
_ROLE_LIST = _vocabulary(" ".join(_ROLES))
# Two single characters make a word of their own (作文, 图画) unless 并 or the like parts them.
_ROLE_RUN = re.compile(
    rf"(?:{_any(_ROLE_LIST)})"
    rf"(?:[并及和与](?:{_any(_ROLE_LIST)})|(?:{_any(tuple(word for word in _ROLE_LIST if len(word) > 1))}))*"
)
_ROLE = re.compile(_any(_ROLE_LIST))

_REPORTERS = _vocabulary(
    "记者 通讯员 实习生 见习生 评论员 特派员 观察员 撰稿人 摄影师 主笔 报道组 采访组 摄影部 评论部 编辑部 报道员 信息员"
)
_LAYMEN = _vocabulary(
    "受访者 受访单位 受访企业 受访方 被访者 采访对象 当事人 本人 网友 读者 市民 村民 家属 家长 学生 "
    "老师 游客 主办方 承办方 组委会 片方 剧方 剧组 校方 园方 院方 警方 馆方 院线方 出版方 资方 活动方 "
    "品牌方 志愿者 摄影爱好者 热心市民 目击者"
)
_COLLECTIVE = ("评论员", "评论部", "编辑部", "报道组", "采访组", "摄影部", "观察员")
_HEAD = re.compile(
    "(?:见习|实习|首席|特约|特派|高级|资深|主任|专职|签约|驻地|摄影|图片|文字|视频|视觉|美术|影像|体育|机动|调查|评论|青年"
    f"|融媒体|融媒|全媒体|全媒|新媒体|多媒体|小|客座)*(?:{_any(_REPORTERS)}|{_any(_LAYMEN)})"
)
_AGENCIES = _vocabulary(
    "新华社 新华网 新华 中新社 中新网 中国新闻社 中国新闻网 人民视觉 人民图片 人民网 视觉中国 影像中国 "
    "东方IC 东方图片 全景视觉 图虫创意 图虫 摄图网 千图网 高品图像 光明图片 中经视觉 澎湃新闻 澎湃影像 "
    "央视新闻 央视网 央广网 中通社 大公社 法新社 法新 路透社 路透 美联社 美联 塔斯社 俄新社 共同社 "
    "韩联社 欧新社 CFP VCG IC_photo ICphoto IC AFP Reuters Osports"
)
_AGENCY = re.compile(rf"(?:{_any(_AGENCIES)})(?![A-Za-z])", re.IGNORECASE)
_OWN_PAPER = re.compile("本[报刊网台社]")

_MEDIUM = re.compile("(?:[报社网台刊闻端媒]|在线|周刊|杂志|视频|融媒体中心|传媒中心|新闻中心|新闻|发布|全媒体|融媒体)$")
_ORGANISATION = re.compile(
    "(?:[局社网台报馆院校所处厅委办部队站厂店厦团协园会司集村镇乡县区市街盟旗港圈寺署]|公司|集团|中心|大学|中学|小学|学院|政府|银行|"
    "街道|社区|检察院|法院|支队|大队|基地|景区|俱乐部|基金|工作室|项目部|指挥部|客户端|新闻|传媒|融媒|影业|文化|博物院|文联|妇联|残联|工商联)$"
)
# Bodies with a photographer of their own; after 学校 or 公园 a name is more often the next sentence.
_PHOTOGRAPHING_BODY = re.compile(
    f"(?:{_MEDIUM.pattern[3:-2]}|[局委部协办]|公司|集团|中心|法院|检察院|支队|大队|政府|银行)$"
)
_PLACES = _vocabulary(
    "北京 上海 天津 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 "
    "海南 四川 贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 石家庄 太原 沈阳 "
    "大连 长春 哈尔滨 南京 苏州 杭州 宁波 合肥 福州 厦门 南昌 济南 青岛 郑州 洛阳 平顶山 武汉 长沙 "
    "广州 深圳 南宁 海口 成都 贵阳 昆明 拉萨 西安 兰州 西宁 银川 乌鲁木齐 呼和浩特 东京 首尔 伦敦 巴黎 "
    "纽约 华盛顿 莫斯科 柏林 日内瓦 布鲁塞尔"
)
# Words that begin like a name, or stand where a pen name could.
_NOT_NAMES = frozenset(_PLACES) | frozenset(
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
_PROSE = re.compile("[的了着们这那讯摄拍]|正在|在(?!线|建)|图为|[走来]进|走出|来到|前往|参[观加]|举[行办]")

_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛奚范彭郎鲁韦昌马"
    "苗凤方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余卜顾孟平黄穆萧尹姚邵湛汪祁毛"
    "禹狄米贝明臧伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊"
    "胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣邓郁杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊甄曲家封芮储靳"
    "汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄"
    "印宿白怀蒲邰鄂索咸籍赖卓蔺屠蒙池乔阴胥闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀郏浦尚温"
    "庄晏柴瞿阎充慕茹习宦艾鱼容向古易慎戈廖庾终暨衡耿弘匡文寇禄阙东欧殳沃蔚夔隆巩厍聂晁勾敖融冷訾辛阚简饶"
    "曾毋沙乜鞠须丰巢关蒯荆游竺权逯盖益桓公岳帅仝佟佘肖闫覃昃原苟付卿楚闪揭兰苑尉么青粟植岩郄戢佀岂朴谌粘"
)
_COMPOUND_SURNAMES = frozenset(
    _vocabulary(
        "欧阳 司马 上官 诸葛 夏侯 司徒 东方 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 端木 南宫 独孤 轩辕 呼延 "
        "澹台 濮阳 淳于 申屠 太史 西门 钟离 完颜 闾丘 公羊 赫连 拓跋 百里 第五 纳兰 鲜于 亓官 司空 仲孙 "
        "万俟 左丘 东郭"
    )
)
# What Mongol, Tibetan, Uygur and Kazakh names are written with when no dot parts them: 次仁卓玛, 阿依古丽.
_TRANSCRIPTION = frozenset(
    "阿艾安巴白班毕布才财次措达旦丹道德登帝丁顿多朵额恩尔尕噶格贡古孜哈海呼吉加嘉江杰金久卡凯克拉兰朗勒里"
    "丽力林隆鲁洛玛麻买曼美米木姆那纳娜尼努诺帕旺平普其齐恰强琼曲娃仁日如若桑瑟色沙珊苏索塔台坦特提图吐土"
    "瓦温乌西牙央依伊英勇永尤宇玉扎泽增珠卓堆顶合都不热麦赛迪比别萨根娅雅亚斯赫夏甫再胡万太夫罗宗珍群参边穷萍琴肯旗花高"
    "嘎"
)

_NAMELESS = re.compile(
    "(?:本[报刊网])?(?:资料|档案|历史)(?:图片|照片|图|片)|本[报刊网](?:资料室)?(?:图片|照片|供图|资料室)"
    "|(?:作者|作者本人|译者|企业|学校|医院|公司|单位|(?:相关|有关)(?:部门|单位)|景区|商家|官方|机构)供图"
    "|(?:网络|网上)(?:供图|图片|照片|图|截图)|网图|网络"
    "|(?:视频|监控|监控视频|网页|电视|电视画面|录像|手机|微信|微博|直播)截图"
    "|(?:图片|照片|图)?(?:来自|来源于|来源|源自|源于|选自|源|据|自)(?:网络|互联网)"
)
_OPENING = re.compile(
    "(?:本版|本组|本文|文中|以上|本栏目?|上述|全部|部分|所有|此文|该组|除署名外)*(?:图片|照片|组图|图|稿件|文图|图文)?"
    "(?:除(?:署名|注明)外)?(?:(?:均|皆|都|全部)[由为系]?|[由系])|(?:图片|照片)(?:来自|源自|选自)"
)
_DAY = (
    r"(?:(?:\d{2,4}年)?\d{1,2}月(?:\d{1,2}日)?|\d{2,4}年|\d{1,2}日"
    "|[一二三四五六七八九十]{1,3}[月日]|昨[日天晚]|今[日天晨年]|近日|日前|当[日天]|去年|前年|资料)"
)
_ASIDE = re.compile(rf"{_DAY}|等|发自\S{{1,12}}|[①-⑳]\d{{1,3}}")
_DAY_AT_END = re.compile(rf"{_DAY}$")
_POSITION = re.compile(r"[上下左右中]{1,2}图|图[①-⑳\d一二三四五六七八九十]{1,3}|[①-⑳]+")
_DATELINE = re.compile(
    rf"(?:据|综合)?(?P<who>本[报刊网台社]|[一-鿿]{{2,4}}社|[一-鿿]{{1,6}}报)[一-鿿]{{0,10}}?(?:{_DAY})?(?:专?电|讯|消息)"
)
_TAKEN_AT = re.compile(r"摄于.+$")

_HAN = re.compile("[㐀-鿿豈-﫿〇\U00020000-\U0003134f]+")
_DOTTED = re.compile("[㐀-鿿]{1,8}(?:[·•・‧][㐀-鿿]{1,10}){1,3}")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ.'’·-]*")

_OPEN, _CLOSE, _MARKS = "(（【[［〔〖", ")）】]］〕〗", "□■▲◆●○◎★△▼◇▽☆▶►◀◄※"
# Every character that str.isspace() knows, with the zero-width ones that web pages carry.
_SPACES = (
    " \t\r\n\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
    "\u2007\u2008\u2009\u200a\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"
)
_PAUSES = "|｜，,；;：:—-”\"'》."
_STOPS = "。！？!?…"
_PLAIN = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys(_OPEN, "(")
    | dict.fromkeys(_CLOSE, ")")
    | dict.fromkeys(_SPACES, " ")
    | dict.fromkeys(_MARKS, "□")
    | dict.fromkeys("|｜∕⁄／", "/")
    | dict.fromkeys("，；;、＆&＋+", ",")
)
_COMPOSING_MARK = re.compile(r"[①-⑳]\d{0,3}$")
_IC_PHOTO = re.compile("IC photo", re.IGNORECASE)
_AROUND = re.compile(" *([/:]) *")
# 林舟文/图 is 林舟 文/图, while 林舟/文 何苇/图 has each role after its own name.
_GLUED_PAIR = re.compile("(?<=[一-鿿])(?<![撰图条])((?:文/图|图/文|文/摄影?|摄/文)(?![一-鿿]))")
_WORDING = re.compile(r" +|[,/:()□]|[^ ,/:()□]+")
_TAKEN_ON = re.compile(rf"{_DAY}(?P<role>摄|拍摄|摄影)")
_TEXT_AND_PICTURE = re.compile("([^ /]*[^ /]{2})文 +([^ /]*[^ /]{2})图")
_AUTHOR_NOTE = re.compile(
    r"[(（【\[〔](?:[美英法德日俄加澳韩意印])国?[)）】\]〕]"
    r"|[(（](?:作者)?(?:系|单位|为|简介)[^()（）]*[)）]"
)
_AUTHOR_SLOT = re.compile(r"\s*作者\s*[:：]\s*[(（](?P<who>[^()（）]{0,60})[)）]")

# A credit longer than this is not one; the bound is also what keeps hostile text cheap.
_LONGEST_CREDIT = 240


@dataclass(frozen=True)
class Credit:
    """One person (or agency) credited for one thing, e.g. Credit("林舟", "photo", "本报记者")."""

    name: str
    role: str
    affiliation: str = ""


@dataclass(frozen=True)
class Caption:
    """A photo's caption with its credit taken off: the text, the credit as printed, and who it names."""

    text: str
    credit_line: str
    credits: tuple[Credit, ...]


class _Place(NamedTuple):
    """Where a wording stood, which decides how much of it is believed."""

    byline: bool = False
    bracketed: bool = False
    after_stop: bool = False
    in_body: bool = False  # at the end of a body, where any remark in brackets may stand

    @property
    def own_field(self) -> bool:
        return self.byline or self.bracketed


class _Item(NamedTuple):
    kind: str  # affiliation, name, syllable, agency, organisation, role, nobody, aside
    value: str
    link: str = ""  # what parts it from the item before: nothing, or one of the characters " ,/:(□"
    sure: bool = True  # a name that begins with a surname; a role that does not hang on its name


_PEOPLE = ("affiliation", "name", "agency", "organisation", "nobody")


class _NotUnderstood(Exception):
    """Some part of a wording has no place in the grammar."""


# --- the items of a wording


def _roles(word: str) -> tuple[str, ...]:
    found = dict.fromkeys(role for part in _ROLE.findall(word) for role in _ROLES[part])
    return tuple(role for role in found if role != OWN) or tuple(found)


def _name(word: str) -> _Item | None:
    if _LATIN.fullmatch(word):
        return _Item("name", word, sure=len(word) > 1 and not word.isupper())
    if not 2 <= len(word) <= 30 or word in _NOT_NAMES or _PROSE.search(word):
        return None
    if any(word.endswith(role) for role in _ROLE_LIST if len(role) > 1):
        return None
    if _DOTTED.fullmatch(word):
        return None if _ORGANISATION.search(word) else _Item("name", word)
    if not _HAN.fullmatch(word):
        return None
    compound = len(word) in (3, 4) and word[:2] in _COMPOUND_SURNAMES
    if compound or (len(word) <= 3 and word[0] in _SURNAMES):
        return _Item("name", word)
    if 4 <= len(word) <= 8 and set(word) <= _TRANSCRIPTION:
        return _Item("name", word)
    return _Item("name", word, sure=False) if len(word) <= 3 and word[-1] != "图" else None


def _organisation(word: str) -> bool:
    return bool(_OWN_PAPER.fullmatch(word)) or (
        3 <= len(word) <= 30 and bool(_ORGANISATION.search(word)) and not _PROSE.search(word)
    )


def _institution(word: str, place: _Place) -> bool:
    """Whether 记者 may follow: the paper, or any word where a credit has the brackets to itself."""
    own = _OWN_PAPER.search(word)
    if _PROSE.search(word) or len(word) > 30 or (own and own.start()):
        return False
    known = own or word in _PLACES or word.startswith("驻") or _MEDIUM.search(word) or _organisation(word)
    return not word or bool(known or _AGENCY.fullmatch(word) or place.own_field or place.after_stop)


def _who(word: str, role: str, place: _Place) -> list[_Item]:
    """Who stands before a role glued to them; an empty list where that is nobody that could be."""
    name = _name(word)
    if role in _PROVIDING and _organisation(word):
        return [_Item("organisation", word)]
    if name and (name.sure or not _organisation(word)):
        return [name]
    if _AGENCY.fullmatch(word):
        return [_Item("agency", word)]
    if _organisation(word):
        return [_Item("organisation", word)]
    if pair := _two_names(word):
        return pair
    unknown = role in _PROVIDING and (place.bracketed or place.after_stop) and not _PROSE.search(word)
    return [_Item("organisation", word)] if unknown and 3 < len(word) <= 20 else []


def _two_names(word: str) -> list[_Item]:
    """张三和李四 without a space; a name such as 陈和平 has been recognised before this is asked."""
    for at in range(2, min(5, len(word) - 2)):
        left, right = _name(word[:at]), _name(word[at + 1 :])
        if word[at] in "和与及" and left and right and left.sure and right.sure:
            return [left, right._replace(link=",")]
    return []


def _named(word: str, place: _Place) -> list[_Item]:
    """What follows an affiliation, or stands alone: a name, a name and its role, an organisation."""
    if not word:
        return []
    if _ROLE_RUN.fullmatch(word):
        return [_Item("role", word, sure=False)]
    if word.endswith("等") and len(word) > 2 and (name := _name(word[:-1])):
        return [name]
    name = _name(word)
    drawn = len(word) == 3 and word[-1] in "译绘编作画" and (author := _name(word[:2])) and author.sure
    if name and (name.sure or not _organisation(word)) and not drawn:
        return [name]
    endings = [role for role in _ROLE_LIST if word.endswith(role) and word != role]
    for role in endings:
        before = _DAY_AT_END.sub("", word[: -len(role)]).removesuffix("等")
        if who := _who(before, role, place):
            return [*who, _Item("role", role, sure=False)]
    for role in endings:
        if len(word) == len(role) + 1 and _HAN.match(word):
            return [_Item("syllable", word[0]), _Item("role", role, sure=False)]
        if word[: -len(role)] in _PLACES:  # 本报记者 林舟 北京报道
            return [_Item("role", role)]
    if len(word) == 1 and _HAN.match(word):
        return [_Item("syllable", word)]
    if _organisation(word):
        return [_Item("organisation", word)]
    if pair := _two_names(word):
        return pair
    if place.own_field:
        for role in _ROLE_LIST:
            if len(role) > 1 and word.startswith(role) and (name := _name(word[len(role) :])) and name.sure:
                return [_Item("role", role), name._replace(link=":")]
    raise _NotUnderstood


def _affiliated(word: str, heads: list[re.Match], place: _Place) -> list[_Item]:
    """A run without white space that holds 记者, 通讯员 …: 本报记者林舟, 记者林舟通讯员何苇摄."""
    items: list[_Item] = []
    end = 0
    for head in heads:
        institution = word[end : head.start()]
        if items and institution:
            institution = institution.rstrip("和与及")
            cut = next((n for n in (len(institution), 3, 2, 4) if _cut(institution, n, place)), 0)
            if not cut:
                raise _NotUnderstood
            items.append(_name(institution[:cut]))
            institution = institution[cut:]
        if items and items[-1].kind == "affiliation":
            institution = items.pop().value
        elif not _institution(institution, place):
            raise _NotUnderstood
        items.append(_Item("affiliation", institution + head.group()))
        end = head.end()
    return items + _named(word[end:], place)


def _cut(word: str, at: int, place: _Place) -> bool:
    name = _name(word[:at])
    return bool(name) and (at == len(word) or (name.sure and _institution(word[at:], place)))


def _items_of_word(word: str, place: _Place) -> list[_Item]:
    if len(word) > 60:
        raise _NotUnderstood
    if not place.byline and (taken := _TAKEN_AT.search(word)):
        before = _items_of_word(word[: taken.start()], place) if taken.start() else []
        return [*before, _Item("taken", "摄")]
    if (day := _TAKEN_ON.fullmatch(word)) and not place.byline:  # 林舟 4月8日摄, but (11月29日摄) is nobody's
        return [_Item("taken", day["role"])]
    if _ROLE_RUN.fullmatch(word):
        return [_Item("role", word)]
    if _NAMELESS.fullmatch(word):
        return [_Item("nobody", word)]
    if _ASIDE.fullmatch(word) or _POSITION.fullmatch(word):
        return [_Item("aside", word)]
    if dateline := _DATELINE.fullmatch(word):
        who = dateline["who"]
        return [_Item("aside", word) if _OWN_PAPER.match(who) else _Item("agency", who)]
    if opening := _OPENING.match(word):
        rest = word[opening.end() :]
        return [_Item("aside", opening.group()), *(_items_of_word(rest, place) if rest else [])]
    label = next((label for label in _SOURCE_LABELS if word.startswith(label)), "")
    if label and (who := _who(word[len(label) :].strip("《》"), "提供", place)):
        return [_Item("role", label), who[0]._replace(link=":")]
    provided = next((role for role in _ROLE_LIST if role in _PROVIDING and word.endswith(role)), "")
    heads = list(_HEAD.finditer(word))
    # 市民政局 is a bureau, not the 市民 called 政局.
    if provided and _organisation(word[: -len(provided)]) and not _HEAD.fullmatch(word[: -len(provided)]):
        return [_Item("organisation", word[: -len(provided)]), _Item("role", provided, sure=False)]
    if heads:
        return _affiliated(word, heads, place)
    if agency := _AGENCY.match(word):
        rest = word[agency.end() :]
        if not rest or not _organisation(word):
            return [_Item("agency", agency.group().replace("_", " ")), *(_items_of_word(rest, place) if rest else [])]
    return _named(word, place)


def _items(wording: str, place: _Place) -> list[_Item]:
    plain = _AROUND.sub(r"\1", wording.translate(_PLAIN))
    plain = _IC_PHOTO.sub(lambda printed: printed.group().replace(" ", "_"), plain)
    if both := _TEXT_AND_PICTURE.fullmatch(plain.strip()):
        plain = "{} 文 {} 图".format(*both.groups())
    if plain.count("/") == 1:
        plain = _GLUED_PAIR.sub(r" \1", plain)
    plain = _COMPOSING_MARK.sub("", plain.rstrip(" .,:" + _STOPS))
    if any(stop in plain for stop in _STOPS):
        raise _NotUnderstood
    items: list[_Item] = []
    link, depth = "", 0
    for token in _WORDING.findall(plain.strip()):
        if token in "()":
            depth += 1 if token == "(" else -1
            link = token if token == "(" else " "
        elif token in ",/:□":
            link = token
        elif token[0] == " ":
            link = link or " "
        else:
            if token[0] == "口" and link in ("", " ") and not _ROLE_RUN.fullmatch(token):  # a mistyped □
                link, token = "□", token[1:]
            if token:
                first, *others = _items_of_word(token, place)
                items += [first._replace(link=link), *others]
                link = ""
        if depth < 0:
            raise _NotUnderstood
    if depth:
        raise _NotUnderstood
    return items


# --- names that composing has spaced out


def _joined(items: list[_Item]) -> list[_Item]:
    """林 舟 becomes 林舟, 林 舟 何 苇 two names, 欧阳 建国 and John Smith one each."""
    joined: list[_Item] = []
    at = 0
    while at < len(items):
        run = at
        while run < len(items) and items[run].kind == "syllable" and (run == at or items[run].link == " "):
            run += 1
        if run == at:
            joined.append(_after_surname(joined, items[at]) or items[at])
            at += 1
        elif run == at + 1:  # a single surname before the rest of its name, or the end of 文 静
            whole = run < len(items) and items[run].kind == "name" and items[run].link == " "
            if joined and joined[-1].value == "文" and items[at].link == " ":
                joined[-1] = joined[-1]._replace(kind="name", value="文" + items[at].value, sure=False)
                at = run
            elif whole and items[at].value in _SURNAMES and len(items[run].value) == 2:
                joined.append(items[run]._replace(value=items[at].value + items[run].value, link=items[at].link))
                at = run + 1
            elif name := _after_surname(joined, items[at]):
                joined.append(name)
                at = run
            else:
                raise _NotUnderstood
        else:
            syllables = "".join(item.value for item in items[at:run])
            for word in _names_of_syllables(syllables):
                name = _name(word)
                if not name:
                    raise _NotUnderstood
                joined.append(name._replace(link=items[at].link if word == syllables[: len(word)] else " "))
            if run < len(items) and items[run].kind == "role":
                items[run] = items[run]._replace(sure=False)  # 江 山 如 画
            at = run
    return joined


def _after_surname(joined: list[_Item], item: _Item) -> _Item | None:
    """Takes 欧阳, or John, off the list when the item goes on with the name."""
    if not (joined and joined[-1].kind == "name" and item.link == " " and item.kind in ("name", "syllable")):
        return None
    latin = _LATIN.fullmatch(joined[-1].value.split(" ")[-1]) and _LATIN.fullmatch(item.value)
    if latin or (joined[-1].value in _COMPOUND_SURNAMES and len(item.value) <= 2 and not latin):
        before = joined.pop()
        return before._replace(value=before.value + (" " if latin else "") + item.value, sure=True)
    return None


def _names_of_syllables(syllables: str) -> list[str]:
    if len(syllables) == 3 or (len(syllables) == 4 and syllables[:2] in _COMPOUND_SURNAMES):
        return [syllables]
    for triple in range(0, len(syllables), 2) if len(syllables) % 2 else (len(syllables),):
        tail = triple + 3 if triple < len(syllables) else triple
        cuts = [*range(0, triple, 2), *([triple] if triple < len(syllables) else []), *range(tail, len(syllables), 2)]
        names = [syllables[a:b] for a, b in zip(cuts, [*cuts[1:], len(syllables)], strict=True)]
        if len(syllables) % 2 == 0 or all(name[0] in _SURNAMES for name in names):
            return names
    raise _NotUnderstood


# --- clauses


@dataclass(frozen=True)
class _Party:
    """Somebody waiting for a role; `kind` is name, agency or organisation."""

    name: str
    kind: str
    affiliation: str = ""
    sure: bool = True


class _Reading:
    """Puts the items of one wording together; `credits` afterwards holds who is credited."""

    def __init__(self, items: list[_Item], place: _Place):
        self.items, self.place = items, place
        self.waiting: list[_Party] = []
        self.done: list[tuple[_Party, str]] = []
        self.label: tuple[str, ...] = ()
        self.affiliation = ""
        self.unnamed = ""  # an affiliation that no name has followed yet
        self.nameless = False
        for at, item in enumerate(items):
            if item.link == "□":
                self.affiliation = ""
            getattr(self, f"_{item.kind}")(at, item)
        self._nobody_of_affiliation()
        self._settle(self.label)
        if not (self.done or self.nameless):
            raise _NotUnderstood
        self.credits = self._credits()

    def _follows(self, at: int, kinds: tuple[str, ...]) -> bool:
        return at < len(self.items) and self.items[at].kind in kinds

    def _affiliation(self, at: int, item: _Item) -> None:
        if item.link == "(" and self._waiting_name():  # 林舟（本报记者）
            self.waiting[-1] = replace(self.waiting[-1], affiliation=item.value)
            return
        value = item.value
        if at and self.items[at - 1].kind == "organisation" and item.link in ("", " ") and self.waiting:
            value = self.waiting.pop().name + value  # 湖北日报 全媒记者
        self._nobody_of_affiliation()
        self.affiliation = self.unnamed = value

    def _waiting_name(self) -> bool:
        return bool(self.waiting) and self.waiting[-1].kind == "name" and not self.waiting[-1].affiliation

    def _nobody_of_affiliation(self) -> None:
        """An affiliation stands alone: 本报评论员 signs as a body, 受访者 and 本报记者 name nobody."""
        if self.unnamed.endswith(_COLLECTIVE):
            self.waiting.append(_Party(self.unnamed, "organisation"))
            self.affiliation = ""
        elif self.unnamed:
            self.nameless = True
        self.unnamed = ""

    def _name(self, at: int, item: _Item) -> None:
        before = self.items[at - 1] if at else None
        followed_by_colon = self._follows(at + 1, _PEOPLE) and self.items[at + 1].link == ":"
        if followed_by_colon or (item.link == "(" and before and before.kind in ("name", "affiliation")):
            raise _NotUnderstood
        if before and before.kind == "organisation" and self.waiting and item.link != ",":
            body = _PHOTOGRAPHING_BODY.search(before.value) and self.place.after_stop
            if not (body or self.place.own_field or _OWN_PAPER.fullmatch(before.value)):
                raise _NotUnderstood
            self.affiliation = self.waiting.pop().name
        sure = item.sure or self.unnamed.endswith(_REPORTERS) or (bool(self.affiliation) and item.link == ",")
        if not sure:
            self._check_pen_name(at, item)
        self.waiting.append(_Party(item.value, "name", self.affiliation, sure))
        self.unnamed = ""

    def _check_pen_name(self, at: int, item: _Item) -> None:
        """晓月 is believed beside a role, or as a whole byline; in a sentence it is any word."""
        following = self.items[at + 1] if at + 1 < len(self.items) else None
        role = following is not None and following.kind == "role"
        if self.place.in_body or self.place.bracketed:
            believed = role or item.link in ("/", ":") or bool(self.label) or any(i.kind == "role" for i in self.items)
        elif self.place.byline:
            believed = True
        else:
            names = sum(i.kind == "name" for i in self.items)
            believed = role and (following.link == "/" or (names == 1 and following.value == "摄"))
            believed = believed or item.link in ("/", ":")
        if not believed:
            raise _NotUnderstood

    def _agency(self, at: int, item: _Item) -> None:
        self.waiting.append(_Party(item.value, "agency"))

    def _organisation(self, at: int, item: _Item) -> None:
        if item.link == "(" and self._waiting_name():  # 林舟（市文联）
            self.waiting[-1] = replace(self.waiting[-1], affiliation=item.value)
            return
        before = self.items[at - 1] if at else None
        if before and before.kind == "organisation" and item.link == " " and not self.place.own_field:
            raise _NotUnderstood
        self.waiting.append(_Party(item.value, "organisation"))

    def _taken(self, at: int, item: _Item) -> None:
        if not self.waiting:
            raise _NotUnderstood
        self._role(at, item)

    def _nobody(self, at: int, item: _Item) -> None:
        self.nameless = True

    def _aside(self, at: int, item: _Item) -> None:
        if not at and _POSITION.fullmatch(item.value):  # （左图） belongs to the caption
            raise _NotUnderstood

    def _syllable(self, at: int, item: _Item) -> None:
        raise _NotUnderstood

    def _role(self, at: int, item: _Item) -> None:
        roles = _roles(item.value)
        after = at + 1
        label = self._follows(after + 1, _PEOPLE) and self.items[after + 1].link in ("/", ":")
        if self._follows(after, ("role",)) and not (self.waiting and label):
            # 文 图 stand together: the last of them settles for all
            self.items[after] = self.items[after]._replace(
                value=item.value + self.items[after].value, link=item.link, sure=item.sure
            )
            return
        names_follow = self._follows(after, _PEOPLE) and not (self.waiting and self.items[after].link == "(")
        if self.unnamed and not self.waiting and not names_follow:
            if not (self.place.own_field or item.value in ("摄", "供图", "提供")):
                raise _NotUnderstood
            self._nobody_of_affiliation()
            if not self.waiting:
                return
        if self.waiting and self.label:
            self._settle(self.label if names_follow else self.label + roles)
            self.label = roles if names_follow else ()
        elif self.waiting and not (names_follow and self._is_label(at, item)):
            self._check_role(item)
            self._settle(roles)
        elif names_follow:
            self._settle(())
            self.label = roles
            self.affiliation = ""
        else:
            raise _NotUnderstood

    def _is_label(self, at: int, item: _Item) -> bool:
        """Whether a role between two names belongs to the second: 林舟 图/何苇, 记者 林舟 摄影 何苇."""
        if item.link == "/" or (not item.sure and item.link == ""):
            return False
        if self.items[at + 1].kind == "agency" and item.value.startswith("摄"):  # 林舟 摄/光明图片
            return False
        if self.items[at + 1].link in ("/", ":"):
            return True
        return self.items[-1].kind == "name" and self.waiting[-1].kind == "name"

    def _check_role(self, item: _Item) -> None:
        """Refuses what is a credit only by accident of spelling: 高空拍摄, 江 山 如 画."""
        party = self.waiting[-1]
        opened = self.items[0].kind == "aside" and _OPENING.fullmatch(self.items[0].value)
        agency = any(party.kind == "agency" for party in self.waiting)
        if (self.place.own_field and not self.place.in_body) or opened or party.affiliation or agency or self.done:
            return
        word = item.value
        if item.link == " " and word in _COMMON_NOUNS and not self.place.own_field:
            raise _NotUnderstood
        glued = not item.sure
        weak = word in _WEAK_ROLES
        cautious = word in _DOUBTFUL_ROLES and not (self.place.after_stop or self.place.own_field)
        if glued and (weak or cautious):
            raise _NotUnderstood

    def _settle(self, roles: tuple[str, ...]) -> None:
        own = TEXT if self.place.byline else PHOTO
        if self.waiting and not roles and not self.place.byline:
            for party in self.waiting:
                reporter = party.affiliation.endswith(_REPORTERS)
                agency = any(other.kind == "agency" for other in self.waiting)
                if not (reporter or agency):
                    raise _NotUnderstood
        if (
            self.place.in_body
            and not roles
            and any(party.kind == "organisation" and not party.name.endswith(_COLLECTIVE) for party in self.waiting)
        ):
            raise _NotUnderstood
        for party in self.waiting:
            named = dict.fromkeys(own if role == OWN else role for role in roles or (OWN,))
            self.done += [(party, role) for role in named]
        self.waiting = []

    def _credits(self) -> tuple[Credit, ...]:
        """An agency that distributes somebody's picture is their affiliation, and credited itself otherwise."""
        agencies = [party.name for party, _ in self.done if party.kind == "agency"]
        people = any(party.kind == "name" for party, _ in self.done)
        found: dict[Credit, None] = {}
        for party, role in self.done:
            if (party.kind == "agency" and people) or _OWN_PAPER.fullmatch(party.name):
                continue
            agency = agencies[0] if agencies and party.kind == "name" else ""
            found[Credit(party.name, role, party.affiliation or agency)] = None
        return tuple(found)


def _read(wording: str, place: _Place) -> tuple[Credit, ...] | None:
    """Who a wording credits: an empty tuple for nobody by name, None where it is not a credit."""
    if not wording.strip() or len(wording) > _LONGEST_CREDIT:
        return None
    try:
        return _Reading(_joined(_items(wording, place)), place).credits
    except _NotUnderstood:
        return None


# --- where a credit stands


def _unwrapped(wording: str) -> tuple[str, bool, str]:
    """A credit without its marker and its brackets, whether it had brackets, and the stops after them."""
    inner = wording.strip(_SPACES).lstrip(_MARKS + _SPACES)
    closed = inner.rstrip(_STOPS + _SPACES)
    if inner[:1] and inner[0] in _OPEN:
        partner = _partner(inner)
        if partner == len(closed) - 1:
            return inner[1:partner].strip(_SPACES), True, inner[partner + 1 :].strip(_SPACES)
        if partner < 0:
            return inner[1:].strip(_SPACES), True, ""
    elif closed and closed[-1] in _CLOSE and not any(bracket in closed for bracket in _OPEN):
        return closed[:-1].strip(_SPACES), True, inner[len(closed) :].strip(_SPACES)
    return inner, False, ""


def _partner(wording: str) -> int:
    """Where the bracket that opens the wording is closed, of whichever shape; -1 where it is not."""
    depth = 0
    for at, char in enumerate(wording):
        depth += (char in _OPEN) - (char in _CLOSE)
        if not depth:
            return at
    return -1


def _beginnings(text: str) -> list[tuple[int, bool]]:
    """Where a trailing credit may begin, earliest first, and whether a sentence was closed before it."""
    lowest = max(0, len(text) - _LONGEST_CREDIT)
    found: list[tuple[int, bool]] = [] if lowest else [(0, text[:1] in _MARKS)]
    closed, parted = False, not lowest
    for at in range(lowest, len(text)):
        char = text[at]
        if char in _SPACES:
            parted = True
            continue
        if at and (parted or char in _OPEN + _MARKS) and char not in _STOPS + _PAUSES + _CLOSE:
            found.append((at, closed or char in _MARKS))
        closed = char in _STOPS + _CLOSE + _MARKS + "”」』"
        parted = closed or char in _PAUSES
    return found


def parse_caption(text: str) -> Caption:
    """Parts a photo's printed caption from the credit that follows it.

    "麦收时节。本报记者 林舟 摄" gives the text "麦收时节。", the credit line "本报记者 林舟 摄" and
    Credit("林舟", "photo", "本报记者"). The credit must be the whole text or stand apart from the sentence,
    by punctuation, white space or brackets; it loses surrounding brackets and a leading marker, and is otherwise
    as printed. One that names nobody (受访者供图) is a credit line without credits, and wording that is not
    understood stays in the text. The classic article page prints `作者：(X)` before the caption: that is read too.
    """
    slot = _AUTHOR_SLOT.match(text)
    author = None
    if slot:
        author = _read(slot.group(), _Place(bracketed=True)) if slot["who"].strip(_SPACES) else ()
    if author is None:
        return _trailing(text)
    rest = _trailing(text[slot.end() :].lstrip(_SPACES))
    line = " ".join(filter(None, (slot.group().strip(_SPACES), rest.credit_line)))
    known = {(credit.name, credit.role) for credit in rest.credits}
    author = tuple(credit for credit in author if (credit.name, credit.role) not in known)
    return Caption(rest.text, line, author + rest.credits)


def _trailing(text: str) -> Caption:
    trimmed = text.rstrip(_SPACES)
    for at, after_stop in _beginnings(trimmed):
        wording, bracketed, stop = _unwrapped(trimmed[at:])
        found = _read(wording, _Place(bracketed=bracketed, after_stop=after_stop))
        if found is not None:
            return Caption(trimmed[:at].rstrip(_SPACES + _MARKS) + stop, wording, found)
    return Caption(trimmed, "", ())


def parse_byline(text: str) -> tuple[Credit, ...]:
    """The people a printed byline names, in print order: "张三/文 李四/图" gives a text and a photo credit.

    Reads what stands in a paper's author field, or what `split_byline` found. Empty where nobody is named
    (本报讯, 本报综合) or the wording is not understood; who proofread or laid out a page is credited for editing.
    """
    return _read(_without_notes(_unwrapped(text)[0]), _Place(byline=True)) or ()


def _without_notes(byline: str) -> str:
    """Drops an author's country, [美], and （作者系……）, which say who somebody is and credit nobody."""
    return _AUTHOR_NOTE.sub("", byline) if len(byline) <= _LONGEST_CREDIT else byline


def split_byline(paragraph: str) -> tuple[str, str]:
    """Parts a body's last paragraph from the byline in brackets at its end, without those brackets.

    "……推广。 (本报记者 林舟)" gives ("……推广。", "本报记者 林舟"); a paragraph that is nothing but a byline,
    in brackets or not, gives ("", byline). The test is whether the bracket credits somebody, so a source by name
    (据新华社) is a byline, while 未完待续, 下转A02版, 摄于4月8日 and 本报综合 stay where they are.
    """
    trimmed = paragraph.rstrip(_SPACES)
    whole, bracketed, _ = _unwrapped(trimmed)
    if _signs(whole, names_suffice=bracketed):
        return "", whole
    closed = trimmed.rstrip(_STOPS + _SPACES)
    opening = _last_bracket(closed)
    before, stop = closed[: max(opening, 0)].rstrip(_SPACES), trimmed[len(closed) :]
    # 新任市长（林舟）。 explains the sentence; a bare name signs only after the sentence is over.
    over = before[-1:] in tuple(_STOPS + _CLOSE + "”」』") and not stop
    wording = _unwrapped(closed[opening:])[0] if opening >= 0 else ""
    stop = "" if before[-1:] in tuple(_STOPS) else stop
    return (before + stop, wording) if _signs(wording, names_suffice=over) else (paragraph, "")


def _signs(wording: str, names_suffice: bool) -> bool:
    place, wording = _Place(byline=True, in_body=True), _without_notes(wording)
    if not _read(wording, place):
        return False
    return names_suffice or any(item.kind in ("affiliation", "role", "agency") for item in _items(wording, place))


def _last_bracket(text: str) -> int:
    """Where the bracket that closes the text was opened; -1 where none does."""
    depth = 0
    for at in range(len(text) - 1, max(-1, len(text) - _LONGEST_CREDIT), -1):
        depth += (text[at] in _CLOSE) - (text[at] in _OPEN)
        if depth <= 0:
            return at if text[at] in _OPEN else -1
    return -1
