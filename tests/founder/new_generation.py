"""An edition as the new generation left it: views of pages in ROOT/pc/layout/, of articles in ROOT/pc/content/."""

from dataclasses import replace
from html import escape

from articles.archive.records import ArticleRecord, EditionRecord, PageRecord

from .markup import Variation, Writer, caption_line, media, pixels, printed_date, signed, signs_in_body


def rendered_new(edition: EditionRecord, variation: Variation) -> dict[str, bytes]:
    """The tree of an edition, files by their paths in the archive, whose root is named as the paper's slug."""
    return _New(edition, variation).tree()


class _New:
    def __init__(self, edition: EditionRecord, variation: Variation):
        self.edition, self.variation = edition, variation
        self.write = Writer(variation)
        self.tag = self.write.tag
        self.root = f"{edition.publication.slug}/"

    def tree(self) -> dict[str, bytes]:
        files = media(self.edition, self.variation)
        for place, page in enumerate(self.edition.pages):
            files[self.root + page.source_url] = self.write.file(self.page_view(place))
            for article in page.articles:
                files[self.root + article.source_url] = self.write.file(self.article_view(page, article))
                if self.variation.pad:
                    twin = replace(article, source_url=article.source_url.replace("pc/", "pad/", 1))
                    files[self.root + twin.source_url] = self.write.file(self.for_tablets(page, twin))
                    # Each site has its own copy of a picture.
                    for photo in article.photos:
                        files[photo.file.replace("/pc/", "/pad/", 1)] = files[photo.file]
        month = self.edition.pages[0].source_url.rsplit("/", 2)[0]
        day, first = self.edition.date, self.edition.pages[0].source_url.rsplit("/", 1)[1]
        periods = (
            f'<?xml version="1.0" encoding="UTF-8"?><periodlist><period id="1"><period_date>{day}</period_date>'
            f"<front_page>{day.day:02}/{first}</front_page></period></periodlist>"
        )
        files[f"{self.root}{month}/period.xml"] = periods.encode()
        return files

    # -- pages

    def page_view(self, place: int) -> str:
        page = self.edition.pages[place]
        parts = [self.pages(page), self.map(page), self.bar(page)]
        if self.variation.titles:
            parts.append(self.tag("ul", {"class": "news-list"}, self.titles(page)))
        parts.append(self.footer())
        return self.write.document(f"{self.edition.publication.name}数字报", "\n".join(parts))

    def pages(self, shown: PageRecord) -> str:
        links = []
        for page in self.edition.pages:
            address = self.write.link(shown.source_url, page.source_url)
            link = self.tag("a", {"id": "pageLink", "href": address}, self.write.label(page))
            links.append(self.tag("div", {"class": "swiper-slide"}, link))
        date = self.tag("p", {"class": "date"}, printed_date(self.edition.date))
        return f"{date}\n{self.tag('div', {'class': 'swiper-box'}, chr(10).join(links))}"

    def map(self, page: PageRecord) -> str:
        areas = []
        for article in reversed(page.articles) if self.variation.areas_reversed else page.articles:
            for region in article.regions if self.variation.areas else ():
                address = self.write.link(page.source_url, article.source_url)
                areas.append(self.write.area(pixels(region.points, self.variation.base), address))
        found = self.tag("map", {"name": "PagePicMap"}, "".join(areas))
        if not page.facsimile:
            return found
        image = {
            "src": self.write.link(self.root + page.source_url, page.facsimile),
            "border": 0,
            "usemap": "#PagePicMap",
        }
        if self.variation.size == "attributes":
            pixel = pixels([(1, 1)], self.variation.base)[0]
            image = {"width": pixel[0], "height": pixel[1], **image}
        return self.tag("div", {"class": "paper"}, self.tag("img", image) + found)

    def bar(self, page: PageRecord) -> str:
        parts = [self.tag("p", {"class": "left ban"}, self.write.label(page))]
        if page.pdf and self.variation.pdf:
            address = self.write.link(self.root + page.source_url, page.pdf)
            parts.append(self.tag("p", {"class": "right btn"}, self.tag("a", {"href": address}, "PDF下载")))
        return self.tag("div", {"class": "paper-bot"}, "\n".join(parts))

    def titles(self, page: PageRecord) -> str:
        items = []
        for article in page.articles:
            address = self.write.link(page.source_url, article.source_url)
            link = self.tag("a", {"href": address}, self.write.listed(article.headline))
            items.append(self.write.block("li", link))
        return "\n".join(items)

    def footer(self) -> str:
        links = '<a href="https://epaper.yanxi.example" target="_blank">数字报 |</a> <a href="/app.html">客户端 |</a>'
        house = "Copyright © 砚溪日报 [砚ICP备00000000号-2]"
        return self.tag("div", {"class": "footer_sqd"}, f"<span>{links}</span>\n<span>{house} </span>")

    # -- articles

    def article_view(self, page: PageRecord, article: ArticleRecord) -> str:
        view = {"plain": self.plain, "article": self.as_article, "title": self.as_titles}[self.variation.skin]
        return self.write.document(f"{self.edition.publication.name}数字报", view(page, article) + self.footer())

    def for_tablets(self, page: PageRecord, article: ArticleRecord) -> str:
        """The twin: a piece of a page, without html and body around it."""
        return self.tag("div", {"id": "scroller"}, f"{self.plain(page, article)}\n{self.footer()}")

    def plain(self, page: PageRecord, article: ArticleRecord) -> str:
        """Decks in font elements; the one named author holds the date."""
        decks = [
            ("intro-title", article.kicker),
            ("main-title", article.headline),
            ("sub-title", article.subheadline),
            ("author", printed_date(self.edition.date).split()[0]),
        ]
        # A headline's lines are parted by plain line ends here, and one may follow the last.
        fonts = "\n".join(
            self.tag(
                "font",
                {"id": name},
                escape(text, quote=False) + ("\n    " if name == "main-title" and self.variation.empty_rows else ""),
            )
            for name, text in decks
        )
        caption = (
            f'<a name="top" id="top"></a>\n<font id="guide"></font>\n'
            f"{self.tag('p', {'id': 'nowLayout', 'class': 'hide'}, page.number)}\n{fonts}"
        )
        content = f"{self.photos(article)}\n<founder-content>\n{self.text(article)}\n</founder-content>"
        return self.tag("div", {"class": "caption"}, caption) + self.tag(
            "div", {"class": "content", "id": "content"}, content
        )

    def as_article(self, page: PageRecord, article: ArticleRecord) -> str:
        """Headings within .article, author and origin in one line."""
        origin = (
            f"《{self.edition.publication.name}》（{printed_date(self.edition.date).split()[0]} 第 {page.number} 版）"
        )
        line = f"{escape(self.field(article))} {self.tag('span', {'class': 'date'}, origin)}"
        decks = [("h3", article.kicker), ("h1", article.headline), ("h2", article.subheadline)]
        parts = [
            self.tag(name, None, self.write.lines(text)) for name, text in decks if text or self.variation.empty_rows
        ]
        parts += [self.tag("p", {"class": "sec"}, line), self.attached(article)]
        parts.append(self.tag("div", {"id": "ozoom"}, self.text(article)))
        return self.tag("div", {"class": "article-box"}, self.tag("div", {"class": "article"}, "\n".join(parts)))

    def as_titles(self, page: PageRecord, article: ArticleRecord) -> str:
        """Decks in elements named for them."""
        decks = [("PreTitle", article.kicker), ("Title", article.headline), ("SubTitle", article.subheadline)]
        parts = [self.tag("p", {"id": name}, self.write.lines(text)) for name, text in decks]
        return "\n".join([*parts, self.attached(article), self.tag("div", {"id": "ozoom"}, self.text(article))])

    def attached(self, article: ArticleRecord) -> str:
        photos = self.photos(article)
        return self.tag("div", {"class": "attachment"}, photos) if photos else ""

    def photos(self, article: ArticleRecord) -> str:
        parts = []
        for photo in article.photos:
            # The same address on either site.
            page = self.root + article.source_url.replace("pad/", "pc/", 1)
            address = self.write.link(page, photo.file)
            parts.append(self.tag("img", {"src": address, "style": "border-style: none"}))
            parts.append(self.tag("p", None, escape(caption_line(photo, self.variation.credit_form), quote=False)))
        return "\n".join(parts)

    def field(self, article: ArticleRecord) -> str:
        return "" if signs_in_body(article, self.variation) else article.byline

    def text(self, article: ArticleRecord) -> str:
        empty = "<p>     </p><p>    </p><p><br></p>" if self.variation.empty_rows else ""
        body = self.write.body(signed(article, self.variation))
        body = body.replace("<!--enpcontent-->", f"<!--enpcontent-->{empty}", 1) if empty else body
        return body + self.metadata(article)

    def metadata(self, article: ArticleRecord) -> str:
        if not self.variation.metadata:
            return ""
        keywords = self.variation.keyword_joint.join(article.keywords)
        address = article.source_url.replace("pad/", "pc/", 1)
        name = address.rsplit("/", 1)[1]
        return (
            f"<!--enpproperty <date>{self.edition.date} 00:00:00:0</date><author>{self.field(article)}</author>"
            f"<subtitle>{article.subheadline}</subtitle><introtitle>{article.kicker}</introtitle>"
            f"<keyword>{keywords}</keyword><paperarticleid>{article.source_id}</paperarticleid><channel>1</channel>"
            f"<nodeid>0</nodeid><nodename></nodename><url>http://epaper.yanxi.example/{address}</url>"
            f"<urlpad>{name}</urlpad><siteid>1</siteid><paperid>5</paperid><title>{article.headline}</title>/enpproperty-->"
        )
