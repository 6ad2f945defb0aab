"""An edition as the classic system left it: ROOT/html/YYYY-MM/DD/ with a view of each page and of each article.

Three generations: A as the vendor's own, B with the People's Daily's names of files, C the clone with npm marks.
"""

from html import escape

from articles.archive.records import ArticleRecord, EditionRecord, PageRecord

from .markup import Variation, Writer, caption_line, media, pixels, printed_date, signed, signs_in_body

ARROWS = {
    "span": "<span style='font-size:12px;font-family:webdings'>{digit}</span>",
    "font": "<FONT face=Webdings>{digit}</FONT>",
    "image": "<img src='../../../tplimg/arrow{digit}.gif' border=0 />",
}
CALENDAR = """<script language=JavaScript>
<!--
 for(i=0;i<42;i++)
  document.write('<td id="GD' + i + '"><a href="" id="CD' + i + '"><font id="SD' + i + '"></font></a></td>');
//-->
</script>"""


def rendered_classic(edition: EditionRecord, variation: Variation) -> dict[str, bytes]:
    """The tree of an edition, files by their paths in the archive, whose root is named as the paper's slug."""
    return _Classic(edition, variation).tree()


class _Classic:
    def __init__(self, edition: EditionRecord, variation: Variation):
        self.edition, self.variation = edition, variation
        self.write = Writer(variation)
        self.tag = self.write.tag
        self.root = f"{edition.publication.slug}/"

    def tree(self) -> dict[str, bytes]:
        files = media(self.edition, self.variation)
        pages = self.edition.pages
        for place, page in enumerate(pages):
            files[self.root + page.source_url] = self.write.file(self.page_view(place))
            for at, article in enumerate(page.articles):
                files[self.root + article.source_url] = self.write.file(self.article_view(place, at, article))
        first = pages[0].source_url
        entry = f'<html><head><META HTTP-EQUIV=REFRESH CONTENT="0; URL={first}"></head><body></body></html>'
        files[f"{self.root}paperindex.htm"] = entry.encode()
        folder = first.rsplit("/", 2)[0]
        files[f"{self.root}{folder}/period.xml"] = self.periods(first).encode()
        files[f"{self.root}tplimg/style.css"] = b"body{margin:0}"
        return files

    def periods(self, first: str) -> str:
        day = self.edition.date
        return (
            f'<?xml version="1.0" encoding="UTF-8"?><periodlist><period id="1"><period_name>{day}</period_name>'
            f"<paper_id>1</paper_id><period_date>{day}</period_date>"
            f"<front_page>{first.rsplit('/', 1)[1]}</front_page></period></periodlist>"
        )

    # -- views

    def page_view(self, place: int) -> str:
        page = self.edition.pages[place]
        left = [self.map(page, page.source_url), self.bar(place, page.source_url), self.titles(page)]
        if self.variation.other_pages:
            left.append(self.elsewhere(place))
        body = "\n".join([self.masthead(), *left, self.right(page.source_url), self.footer()])
        return self.write.document(self.title(), body, self.page_metadata(page))

    def article_view(self, place: int, at: int, article: ArticleRecord) -> str:
        page, url = self.edition.pages[place], article.source_url
        parts = [self.masthead()]
        if self.variation.map_on_articles:
            parts.append(self.map(page, url))
        if self.variation.neighbours:
            parts += [self.bar(place, url), self.titles(page), self.right(url)]
        view = self.of_the_peoples_daily if self.variation.generation == "B" else self.of_the_template
        siblings = self.siblings(page, at)
        parts += [siblings, view(page, article), siblings, self.footer()]
        return self.write.document(self.title(), "\n".join(parts), self.article_metadata(page, article))

    def title(self) -> str:
        name = self.edition.publication.name
        return f"{name}-砚溪网" if self.variation.generation == "B" else f"{name}--数字报"

    # -- the frame

    def masthead(self) -> str:
        links = self.tag("a", {"href": "http://www.yanxi.example/", "target": "_blank"}, "首页")
        return self.tag(
            "div",
            {"id": "header"},
            f"{links} <a href=# onClick=goPrePeriod()>&lt;上一期</a>&nbsp;"
            "<a href=# onClick=goNextPeriod()>下一期&gt;</a>"
            ' <form name=searchform>新闻搜索：<input type=text name=keyword><input type=button value="搜索"></form>',
        )

    def map(self, page: PageRecord, url: str) -> str:
        """The picture of the page with the areas of its articles."""
        areas = []
        if self.variation.areas:
            articles = reversed(page.articles) if self.variation.areas_reversed else page.articles
            for article in articles:
                for number, region in enumerate(article.regions):
                    query = ("?div=-1" if number else "?div=0") if self.variation.twins else ""
                    address = self.write.link(url, article.source_url, query)
                    areas.append(self.write.area(pixels(region.points, self.variation.base), address))
        found = self.tag("map", {"name": "PagePicMap"}, "".join(areas))
        if not page.facsimile:
            return found
        image = {"src": self.write.link(self.root + url, page.facsimile), "border": 0, "usemap": "#PagePicMap"}
        if self.variation.size == "attributes":
            pixel = pixels([(1, 1)], self.variation.base)[0]
            image = {"width": pixel[0], "height": pixel[1], **image}
        attributes = {"id": "main-ed-map"} if self.variation.generation == "C" else {"class": "tu2-2"}
        return self.tag("div", attributes, found + self.tag("img", image))

    def bar(self, place: int, url: str) -> str:
        """The page's label, its neighbours and its PDF."""
        page, pages = self.edition.pages[place], self.edition.pages
        clone = self.variation.generation == "C"
        label = self.write.label(page)
        before, _name, after = label.partition(page.name) if page.name else (label, "", "")
        parts = [
            self.tag("strong", {"id": "currentBM"}, label) if clone else f"{before}<STRONG>{page.name}</STRONG>{after}"
        ]
        if place:
            parts.append(self.adjacent(url, pages[place - 1], "ed_pre", self.arrow(3) + "上一版"))
        elif clone:
            parts.append(self.tag("a", {"id": "ed_pre", "href": "javascript:alert('已经是第一版')"}, "上一版"))
        if place + 1 < len(pages):
            parts.append(self.adjacent(url, pages[place + 1], "ed_next", "下一版" + self.arrow(4)))
        if page.pdf and self.variation.pdf:
            attributes = {"href": self.write.link(self.root + url, page.pdf)}
            if clone:
                attributes = {"id": "bigbmshowpdf", **attributes}
            parts.append(self.tag("a", attributes, '<img src="../../../tplimg/pdf.gif" border=0>'))
        return self.tag("div", {"class": "zi-top"}, "\n&nbsp;\n".join(parts))

    def adjacent(self, url: str, page: PageRecord, name: str, text: str) -> str:
        attributes = {"id": name} if self.variation.generation == "C" else {"class": "preart"}
        return self.tag("a", {**attributes, "href": self.write.link(url, page.source_url)}, text)

    def arrow(self, digit: int) -> str:
        return ARROWS[self.variation.arrows].format(digit=digit)

    def titles(self, page: PageRecord) -> str:
        if not self.variation.titles:
            return ""
        return self.tag("div", {"id": "titleList", "class": "list01"}, self.list_of(page))

    def list_of(self, page: PageRecord) -> str:
        query = "?div=-1" if self.variation.twins else ""
        items = []
        for article in page.articles:
            text = self.write.listed(article.headline)
            number = article.source_id or article.source_url
            if self.variation.title_form == "div":
                text = self.tag("div", {"style": "display:inline", "id": f"mp{number}"}, text)
            elif self.variation.title_form == "script":
                text = f'<script>document.write(view("{text}  "))</script>'
            link = self.tag("a", {"href": self.write.link(page.source_url, article.source_url, query)}, text)
            items.append(self.write.block("li", f"&middot;{link}" if self.variation.title_form == "text" else link))
        if self.variation.generation == "C":
            cells = (self.tag("tr", {"class": "wzlb_tr"}, self.tag("td", {"class": "default"}, item)) for item in items)
            return self.tag("table", {"class": "wzlb"}, "".join(cells))
        return self.tag("ul", None, "\n".join(items))

    def elsewhere(self, place: int) -> str:
        """Headlines of the other pages, under a heading of their own."""
        others = (self.list_of(page) for at, page in enumerate(self.edition.pages) if at != place)
        return self.tag("div", {"class": "list02"}, self.tag("div", {"class": "bt"}, "今日关注") + "".join(others))

    def right(self, url: str) -> str:
        """Date, pages of the edition, calendar, and the house's other papers."""
        links = []
        for page in self.edition.pages:
            address = self.write.link(url, page.source_url)
            address = f"./{address}" if page.source_url == url else address
            attributes = {"id": "pageLink", "href": address}
            if self.variation.generation == "C":
                attributes = {"class": "rigth_bmdh_href", "href": address}
            link = self.tag("a", attributes, self.write.label(page))
            if self.variation.generation == "B" and page.pdf and self.variation.pdf:
                pdf = {"href": self.write.link(self.root + url, page.pdf)}
                link += self.tag("a", pdf, '<img src="../../../tplimg/ico3.gif" border=0>')
            links.append(self.tag("div", {"class": "right_title1"}, f"&nbsp;{link}"))
        listed = self.tag(
            "div", {"id": "bmdhTable" if self.variation.generation == "C" else "pageList"}, "\n".join(links)
        )
        papers = '<select name="guidelinks"><option value="http://evening.yanxi.example/">砚溪晚报</option></select>'
        date = self.tag("div", {"class": "paperdate"}, printed_date(self.edition.date))
        return f"{date}\n<b>版面导航</b>\n{listed}\n{CALENDAR}\n{papers}"

    def siblings(self, page: PageRecord, at: int) -> str:
        parts = []
        if at:
            previous = self.write.link(page.source_url, page.articles[at - 1].source_url)
            parts.append(self.tag("a", {"class": "preart", "href": previous}, self.arrow(3) + "上一篇"))
        if at + 1 < len(page.articles):
            following = self.write.link(page.source_url, page.articles[at + 1].source_url)
            parts.append(self.tag("a", {"class": "preart", "href": following}, "下一篇" + self.arrow(4)))
        tools = (
            '收藏 推荐 剪报 作品 <a onclick="zoomIn();" href="javascript:;">放大</a> '
            '<a onclick="zoomOut();" href="javascript:;">缩小</a> '
            '<a onclick="ozoom.style.zoom=\'100%\';" href="javascript:;">默认</a> 朗读'
        )
        return self.tag("div", {"class": "tools"}, f"{'&nbsp;'.join(parts)} {tools}")

    def footer(self) -> str:
        by = "<p>砚溪数字科技有限公司 提供技术服务</p>" if self.variation.generation == "C" else ""
        return self.tag(
            "div",
            {"id": "footer"},
            "<p>砚ICP备00000000号</p>"
            f"<p>Copyright &copy; 砚溪日报社 版权所有 All Rights Reserved</p>{by}<a href=#>关闭</a>",
        )

    # -- articles

    def marked(self, name: str, content: str) -> str:
        if self.variation.generation != "C":
            return content
        return f"<!--<npm:article-{name}>-->{content}<!--</npm:article-{name}>-->"

    def of_the_template(self, page: PageRecord, article: ArticleRecord) -> str:
        """Rows for the decks and the author, a table of pictures, the text."""
        kicker = self.marked("pretitle", self.write.lines(article.kicker))
        headline = self.marked("title", self.write.lines(article.headline))
        subheadline = self.marked("subtitle", self.write.lines(article.subheadline))
        author = self.marked("author", escape(self.field(article)))
        empty = self.variation.empty_rows
        rows = [
            self.deck("font02", kicker) if article.kicker or empty else "",
            self.deck("font01", f"<founder-title>{headline}</founder-title>"),
            self.deck("font02", subheadline) if article.subheadline or empty else "",
            self.deck("font02", f"<founder-author>{author}</founder-author>") if self.field(article) or empty else "",
        ]
        table = self.tag("table", {"class": "wz", "width": "100%"}, self.tag("tbody", None, "\n".join(rows)))
        return f"{table}\n{self.photos(article)}\n{self.text(article)}"

    def deck(self, kind: str, content: str) -> str:
        cell = self.tag("td", {"class": kind, "align": "center"}, f"\n{content}\n")
        return self.tag("tr", {"valign": "top"}, cell)

    def of_the_peoples_daily(self, page: PageRecord, article: ArticleRecord) -> str:
        """Headings for the decks and the author, then as in the template."""
        decks = [
            ("h3", article.kicker),
            ("h1", article.headline),
            ("h2", article.subheadline),
            ("h4", self.field(article)),
        ]
        parts = [
            self.tag(name, None, self.write.lines(text)) for name, text in decks if text or self.variation.empty_rows
        ]
        origin = f"《{self.edition.publication.name}》（ {printed_date(self.edition.date)} {page.number} 版）"
        parts += [self.tag("div", {"class": "lai"}, origin), self.photos(article), self.text(article)]
        return self.tag("div", {"class": "text_c"}, "\n".join(parts))

    def field(self, article: ArticleRecord) -> str:
        """What stands in the author's own place."""
        return "" if signs_in_body(article, self.variation) else article.byline

    def photos(self, article: ArticleRecord) -> str:
        rows = []
        for photo in article.photos:
            address = self.write.link(self.root + article.source_url, photo.file)
            image = self.marked("pic", self.tag("img", {"alt": "", "src": address}))
            caption = escape(caption_line(photo, self.variation.credit_form), quote=False).replace("   ", "&nbsp;" * 3)
            rows += [
                self.tag("tr", None, self.tag("td", None, image)),
                self.tag("tr", None, self.tag("td", None, self.marked("pic-text", caption))),
            ]
        if not rows:
            return ""
        inner = self.tag("table", None, self.tag("tbody", None, "\n".join(rows)))
        return self.tag("table", {"id": "newspic", "bgcolor": "#efefef"}, f"<tr><td>{inner}</td></tr>")

    def text(self, article: ArticleRecord) -> str:
        text = self.write.body(signed(article, self.variation))
        if self.variation.generation == "C":
            text = self.marked("content", text) + "　　"
        text = f"<founder-content>{text}</founder-content>"
        whole = self.tag("div", {"id": "ozoom", "style": "zoom: 100%"}, text)
        if self.variation.body_repeated:
            whole += self.tag("div", {"id": "articlePrint", "style": "display:none"}, text)
        return whole

    # -- metadata

    def page_metadata(self, page: PageRecord) -> str:
        if not self.variation.metadata:
            return ""
        name = self.edition.publication.name
        return (
            f"\n<!--enpproperty <founder-date>{self.edition.date} 23:59:57</founder-date>"
            f"<founder-pagenum>{page.number}</founder-pagenum><founder-papername>{name}</founder-papername>"
            f"<founder-type>2</founder-type><founder-pagepicurl>{page.facsimile or ''}</founder-pagepicurl>"
            f"<founder-content>{name}</founder-content> /enpproperty-->\n"
        )

    def article_metadata(self, page: PageRecord, article: ArticleRecord) -> str:
        if not self.variation.metadata:
            return ""
        return (
            f"\n<!--enpproperty <founder-date>{self.edition.date} 23:59:57</founder-date>"
            f"<founder-pagenum>{page.number}</founder-pagenum>"
            f"<founder-papername>{self.edition.publication.name}</founder-papername><founder-type>1</founder-type>"
            f"<founder-author>{self.field(article)}</founder-author><founder-title>{article.headline}</founder-title>"
            f"<founder-subtitle>{article.subheadline}</founder-subtitle>"
            f"<founder-keyword>{self.variation.keyword_joint.join(article.keywords)}</founder-keyword>"
            f"<founder-pagepicurl>{page.facsimile or ''}</founder-pagepicurl> /enpproperty-->\n"
        )
