"""A generated archive of classic pages, and how long it takes to import beside reading it and storing its rows bare."""
# ruff: noqa: E501, the templates are long lines of markup

import random
import resource
import time
from datetime import date, timedelta
from pathlib import Path

FIRST_DAY = date(2010, 1, 1)
SYLLABLES = "砚溪渡口清晨码头公交新路石桥茶山灯会读书老街小雨南风学校医院市民图书馆江边船夫面馆早市工地塔吊邮局钟楼"
PAGE = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>砚溪晚报--数字报</title>
<link href=../../../tplimg/style.css rel=stylesheet></head>
<SPAN id=leveldiv></SPAN><body onload=init()><table><tr><td>
<map name=PagePicMap>{areas}</map><img src=../../../images/{day}/{number}/page_b.jpg width=350 height=500 border=0 USEMAP=#PagePicMap>
</td><td>第{number}版：{name}</td><td><a class=preart href="node_{after}.htm"><span style='font-family:webdings'>4</span>下一版</a></td></tr>
<tr><td><ul>{titles}</ul></td><td>{printed} 星期五</td></tr>
<tr><td>{links}</td></tr></table>
<div>地址:砚溪市东渡区砚台路1号 邮政编码:000000</div><div>砚ICP备00000000号</div></body></html>
<!--enpproperty <founder-date>{iso} 23:59:57</founder-date><founder-pagenum>{number}</founder-pagenum><founder-papername>砚溪晚报</founder-papername><founder-type>2</founder-type>/enpproperty-->
"""
ARTICLE = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>砚溪晚报--数字报</title>
<script src=../../../tplimg/mp.js></script></head><body><table><tr><td>第{number}版：{name}</td><td><a href=node_{node}.htm>上一版</a></td></tr>
<tr><td><ul>{titles}</ul></td><td>{links}</td></tr>
<tr><td class=font02>{kicker}</td></tr><tr><td class=font01><founder-title>{headline}</founder-title></td></tr>
<tr><td class=font02>{subheadline}</td></tr><tr><td class=font02><founder-author>本报记者 {author}</founder-author></td></tr></table>
<table id=newspic><tr><td><img src=../../../images/{day}/{number}/res{id}.jpg></td></tr><tr><td>江边的清晨。本报记者 {photographer} 摄</td></tr></table>
<div id=ozoom style="zoom: 100%"><founder-content>{body}</founder-content></div>
<table><tr><td><a href=content_{before}.htm>上一篇</a> <a href=content_{after}.htm>下一篇</a> {printed} 放大 缩小 默认</td></tr></table>
<div>地址:砚溪市东渡区砚台路1号 邮政编码:000000</div><div>砚ICP备00000000号</div><div>关闭</div></body></html>
<!--enpproperty <founder-date>{iso} 23:59:57</founder-date><founder-pagenum>{number}</founder-pagenum><founder-title>{headline}</founder-title><founder-keyword>渡口 新车</founder-keyword>/enpproperty-->
"""


def write(root: Path, editions: int, pages: int = 16, articles: int = 6, characters: int = 1500) -> None:
    """An archive of a paper below `root`/evening/html, its bytes in GB18030; the same for the same numbers."""
    chance = random.Random(editions)
    number = 50_000
    for edition in range(editions):
        on = FIRST_DAY + timedelta(days=edition)
        day = f"{on:%Y-%m}/{on:%d}"
        folder = root / "evening" / "html" / day
        folder.mkdir(parents=True)
        links = "".join(f"<a id=pageLink href=node_{n + 2}.htm>第A{n + 1:02}版：要闻{n}</a><br>" for n in range(pages))
        for page in range(pages):
            ids = list(range(number, number + articles))
            number += articles
            headlines = [_words(chance, 14) for _id in ids]
            titles = "".join(
                f"<li><a href=content_{id}.htm?div=-1><div style=display:inline id=mp{id}>{headline}</div></a>"
                for id, headline in zip(ids, headlines, strict=True)
            )
            areas = "".join(
                f'<Area coords="{left},{top},{left + 160},{top},{left + 160},{top + 140},{left},{top + 140}" '
                f'shape="polygon" href="content_{id}.htm?div=-1">'
                for place, id in enumerate(ids)
                for left, top in [(10 + place % 2 * 170, 20 + place // 2 * 150)]
            )
            shared = {
                "number": f"A{page + 1:02}",
                "name": f"要闻{page}",
                "day": day,
                "iso": on.isoformat(),
                "printed": f"{on.year}年{on.month:02}月{on.day:02}日",
                "titles": titles,
                "links": links,
                "node": page + 2,
            }
            _put(folder / f"node_{page + 2}.htm", PAGE.format(areas=areas, after=page + 3, **shared))
            for id, headline in zip(ids, headlines, strict=True):
                body = "".join(f"<P>　　{_words(chance, 99)}。</P>\n" for _paragraph in range(characters // 100))
                text = ARTICLE.format(
                    id=id,
                    headline=headline,
                    kicker=_words(chance, 10),
                    subheadline=f"——{_words(chance, 12)}",
                    author=f"沈{_words(chance, 2)}",
                    photographer=f"柳{_words(chance, 1)}",
                    body=body,
                    before=id - 1,
                    after=id + 1,
                    **shared,
                )
                _put(folder / f"content_{id}.htm", text)


def _words(chance: random.Random, length: int) -> str:
    return "".join(chance.choices(SYLLABLES, k=length))


def _put(path: Path, text: str) -> None:
    path.write_bytes(text.encode("gb18030"))


def parse_alone(root: Path) -> float:
    """Seconds to read, decode and parse every file, and to do nothing with it."""
    from selectolax.lexbor import LexborHTMLParser

    started = time.perf_counter()
    for path in sorted(root.rglob("*.htm")):
        LexborHTMLParser(path.read_bytes().decode("gb18030"))
    return time.perf_counter() - started


def import_whole(root: Path) -> tuple[float, float]:
    """(seconds, peak megabytes of this process) of the import of the whole archive."""
    from articles.archive import importing
    from articles.archive.report import Report
    from articles.archive.sources import open_source

    report = Report(source=str(root))
    started = time.perf_counter()
    importing.run(open_source(root), report)
    seconds = time.perf_counter() - started
    assert not report.errors, report.errors[:3]
    return seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
