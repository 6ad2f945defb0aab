"""What stands on an article's view and is not the article: page labels, ways to other pages, tools, the footer."""

import re
from collections import Counter
from functools import lru_cache

from .page_view import label

_WORDS = re.compile(
    r"(?:[3-6◀▶<>《》«»‹›|·\s]*(?:上一[版篇期]|下一[版篇期]|前一[天期]|后一[天期]|[返回]*目录|返回|报头|报眼|版面导航|版面目录|版面列表|本版标题(?:导航)?|标题导航|"
    r"新闻搜索|新闻排行榜|按日期查阅|往期回顾|日历|放大|缩小|默认|朗读|打印|关闭|收藏|推荐|剪报|作品|复制链接|分享到?|评论|"
    r"PDF版?(?:下载)?|数字报|电子报|首页|正文|字号|大|中|小|作者|来源|时间|日期|版次|版面|稿件|附件|搜索|查询|检索)[\s:：|>《》«»‹›]*)+"
)
_DATED = re.compile(r"\D{0,24}\d{4}\s*[年-]\s*(?:\d{1,2}|[A-Z][a-z]+)\s*[月-]\s*\d{1,2}\s*日?.{0,12}", re.S)
_FOOTER = re.compile(
    r"ICP|公网安备|许可证|版权所有|copyright|all rights reserved|©|技术支持|技术服务|提供技术|方正|"
    r"地址\s*[:：]|邮编\s*[:：]|邮政编码|联系电话|电话\s*[:：]|传真\s*[:：]|E-?mail\s*[:：]|新闻热线|广告热线|"
    r"未经.{0,8}授权|转载|建议使用.{0,12}浏览|出品$",
    re.I,
)
_MARKS = re.compile(r"[\W\d_]*")


@lru_cache(maxsize=4096)  # the frame is the same around every article
def is_frame(line: str) -> bool:
    """Whether a line is known to be of the frame: its words are printed around every article."""
    return bool(
        _MARKS.fullmatch(line)
        or _WORDS.fullmatch(line)
        or (len(line) < 60 and _DATED.fullmatch(line))
        or _FOOTER.search(line)
        or label(line)
    )


def of_articles(files: dict[str, list[str]]) -> dict[str, list[str]]:
    """Of each file's visible lines those that are not the frame's."""
    counts = Counter(line for lines in files.values() for line in set(lines))
    return {path: [line for line in lines if counts[line] < 3 and not is_frame(line)] for path, lines in files.items()}
