"""One edition put together from its files: which article stands on which page, in which order, and what ties them."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date

from articles import credits, richtext
from editions.numbers import normalised, order_key

from ...records import ArticleRecord, EditionRecord, FrameRecord, PageRecord, PublicationRecord
from .. import footer
from . import copy_desk, frame, markup, ties
from .addresses import Address, candidates, legacy_beside, number_in_name
from .article_view import ArticleView
from .page_view import Area, PageView
from .regions import map_size, regions


@dataclass
class Page:
    """A page on its way together: its view (none where only articles name it) and its articles in order."""

    number: str
    name: str = ""
    address: Address | None = None
    view: PageView = field(default_factory=PageView)
    articles: list[str] = field(default_factory=list)
    legacy: str = ""


@dataclass
class Piece:
    """An article on its way together."""

    identifier: str
    headline: str = ""
    address: Address | None = None
    view: ArticleView | None = None
    legacy: str = ""
    copy: copy_desk.Copy | None = None


class Issue:
    """All files of one paper's one day, as they are read; `record()` puts them together."""

    def __init__(self, day: date, files, report):
        self.day = day
        self.files = files
        self.report = report
        self.pages: dict[str, Page] = {}
        self.pieces: dict[str, Piece] = {}
        self.owner: dict[str, str] = {}
        # The areas that lead to an article, by the number of the page that shows them.
        self.areas: dict[str, dict[str, list[Area]]] = {}

    # -- taking in

    def take_page(self, address: Address, view: PageView, number: str) -> None:
        """A page view; `number` is its printed number."""
        key = order_key(number)
        known = self.pages.get(key)
        if known and known.address:
            self.report.warn(address.path, f"shows the page {number}, as {known.address.path} does; both are read")
            joined = replace(
                known.view,
                areas=(*known.view.areas, *(area for area in view.areas if area not in known.view.areas)),
                titles=(*known.view.titles, *view.titles),
                links=(*known.view.links, *view.links),
            )
            self.pages[key] = replace(known, view=joined)
        else:
            self.pages[key] = Page(number, view.name, address, view)
        self._check_day(address, view.day)

    def take_article(self, address: Address, view: ArticleView) -> None:
        """An article view. The same article in a second file is said, and its text kept where it differs."""
        identifier = address.identifier or view.identifier or address.path
        known = self.pieces.get(identifier)
        if known and known.view:
            before, here = (_squeezed(each.headline + markup.plain(each.body)) for each in (known.view, view))
            if before == here:
                self.report.read(address.path, f"the same article as {known.address.path}")
            else:
                self.report.read(address.path, f"another text of the article in {known.address.path}")
                self.report.without_place(address.path, _visible(view), "a second text of one article")
            return
        self.pieces[identifier] = Piece(identifier, view.headline, address, view)
        self._check_day(address, view.day)

    def _check_day(self, address: Address, printed: date | None) -> None:
        if printed and printed != self.day:
            self.report.warn(address.path, f"is printed {printed} but lies under {self.day}, which is taken")

    # -- putting together

    def record(self, publication: PublicationRecord) -> EditionRecord:
        """The edition of what was taken in; the report hears what became of each file."""
        self._name_pages()
        self._place()
        pages = sorted(self.pages.values(), key=lambda page: order_key(page.number))
        for page in pages:
            self._edit(page)
        self._say_what_is_left()
        sizes = {page.number: self._map_size(page) for page in pages}
        for page in pages:
            for area in page.view.areas:
                self.areas.setdefault(area.article, {}).setdefault(page.number, []).append(area)
        records = [self._page_record(page, sizes) for page in pages]
        if publication.frame == FrameRecord():
            publication = replace(publication, frame=self._frame())
        return EditionRecord(publication=publication, date=self.day, pages=tuple(self._tied(records)))

    def _frame(self) -> FrameRecord:
        """What the footers say; they are alike on all articles of a day."""
        found = (footer.facts(list(piece.view.leftover))[0] for piece in self.pieces.values() if piece.view)
        return next((frame for frame in found if frame != FrameRecord()), FrameRecord())

    def _name_pages(self) -> None:
        """Pages that the navigation names and the archive lacks stand with their number and name."""
        for page in list(self.pages.values()):
            for link in page.view.links:
                key = order_key(link.number)
                known = self.pages.setdefault(key, Page(link.number, link.name))
                known.name = known.name or link.name
                if known.address is None and page.address and not known.legacy:
                    known.legacy = legacy_beside(page.address, link.file)

    def _place(self) -> None:
        """Decide for every article on which page it stands: by the map's areas, else the lists, else its own word."""
        shown = [page for page in self.pages.values() if page.address]
        shown.sort(key=lambda page: order_key(page.number))
        for page in shown:
            for area in page.view.areas:
                self._own(area.article, page, area.href)
        for page in shown:
            for title in page.view.titles:
                if title.article not in self.owner and self._may_list(page, title.article):
                    self._own(title.article, page, title.href)
                piece = self.pieces.get(title.article)
                if piece is not None and piece.view is None and self.owner.get(title.article) == order_key(page.number):
                    piece.headline = piece.headline or title.headline
        for piece in list(self.pieces.values()):
            if piece.identifier not in self.owner:
                self._place_by_own_word(piece, shown)
        for page in shown:
            listed = [title.article for title in page.view.titles]
            in_list = {identifier: place for place, identifier in enumerate(listed)}
            arrived = {identifier: place for place, identifier in enumerate(page.articles)}
            page.articles.sort(key=lambda each: (in_list.get(each, len(in_list)), arrived[each]))

    def _own(self, identifier: str, page: Page, href: str) -> None:
        if identifier in self.owner:
            return
        self.owner[identifier] = order_key(page.number)
        page.articles.append(identifier)
        piece = self.pieces.setdefault(identifier, Piece(identifier))
        if page.address and not piece.legacy:
            piece.legacy = legacy_beside(page.address, href)

    def _may_list(self, page: Page, identifier: str) -> bool:
        """Whether an article of the page's list is its own: lists also name what stands on other pages."""
        piece = self.pieces.get(identifier)
        said = piece.view.page_number if piece and piece.view else ""
        return not said or order_key(said) == order_key(page.number) or order_key(said) not in self.pages

    def _place_by_own_word(self, piece: Piece, shown: list[Page]) -> None:
        number, name = piece.view.page_number, piece.view.page_name
        if file := piece.view.page_file:
            page = next((page for page in shown if page.address.path.endswith(file)), None)
            number = page.number if page else number_in_name(file, piece.address) or number
        if not number and "-" in piece.identifier:  # nw.D110000renmrb_20171016_1-01.htm
            number = piece.identifier.rpartition("-")[2]
        if not number and "_" in piece.identifier:  # content_58464_19727196.htm stands on node_58464
            slot = piece.identifier.partition("_")[0]
            number = next((page.number for page in shown if page.address.slot == slot), "")
        if not number and len(shown) == 1:
            number = shown[0].number
        try:
            key = order_key(number)
        except ValueError:
            return
        page = self.pages.setdefault(key, Page(normalised(number), name))
        page.name = page.name or name
        self.owner[piece.identifier] = key
        page.articles.append(piece.identifier)

    def _edit(self, page: Page) -> None:
        """The page's articles as the copy desk leaves them; slots without an article go."""
        kept = []
        for identifier in page.articles:
            piece = self.pieces[identifier]
            if piece.view is None:
                if piece.headline:
                    kept.append(identifier)
                else:
                    where = page.address.path if page.address else ""
                    self.report.warn(where, f"an area leads to the article {identifier}, which is not in the archive")
                continue
            if copy_desk.is_masthead(piece.view):
                self.report.skipped(piece.address.path, "is the slot of the nameplate: no article")
                continue
            piece.copy = copy_desk.edited(piece.view, page.name)
            for text, reason in piece.copy.left_out:
                self.report.without_place(piece.address.path, text, reason)
            title = " ".join(piece.view.headline.split())
            self.report.read(piece.address.path, f"{self.day} {page.number}: {title}")
            kept.append(identifier)
        page.articles = kept

    def _say_what_is_left(self) -> None:
        leftovers = {piece.address.path: piece.view.leftover for piece in self.pieces.values() if piece.view}
        around: Counter[str] = Counter()
        for path, lines in frame.of_articles(leftovers).items():
            for line in lines:
                self.report.without_place(path, line, "neither the article's nor known as the frame's")
            around.update([*dict.fromkeys(line for line in leftovers[path] if line not in lines)])
        for line, files in around.items():
            self.report.of_frame(line, files)
        for piece in self.pieces.values():
            if piece.identifier not in self.owner:
                self.report.failed(piece.address.path, "does not say on which page it stands, and no page names it")

    def _tied(self, pages: list[PageRecord]) -> list[PageRecord]:
        copies = {piece.identifier: piece.copy for piece in self.pieces.values() if piece.copy}
        tied, warnings = ties.tied(pages, copies)
        for identifier, message in warnings:
            self.report.warn(self.pieces[identifier].address.path, message)
        return tied

    # -- records

    def _page_record(self, page: Page, sizes) -> PageRecord:
        view, address = page.view, page.address
        count = sum(1 for identifier in page.articles)
        if address:
            self.report.read(address.path, f"{self.day} {page.number}: {count} articles, {len(view.areas)} areas")
        page_credit = next(
            (
                piece.copy.page_credit
                for piece in map(self.pieces.get, page.articles)
                if piece.copy and piece.copy.page_credit
            ),
            "",
        )
        return PageRecord(
            number=page.number,
            name=page.name,
            facsimile=self._file(address, view.picture),
            pdf=self._file(address, view.pdf) or self._linked_pdf(page),
            source_url=address.legacy if address else page.legacy,
            articles=tuple(self._article_record(page, identifier, sizes, page_credit) for identifier in page.articles),
        )

    def _linked_pdf(self, page: Page) -> str | None:
        """A page that only the navigation knows may still have its PDF in the archive."""
        for other in self.pages.values():
            for link in other.view.links if other.address else ():
                if link.pdf and order_key(link.number) == order_key(page.number):
                    found = self.files.find(other.address.path, link.pdf)
                    if found:
                        return found
        return None

    def _file(self, address: Address | None, href: str) -> str | None:
        """The file that a view links to; where the archive lacks it, the name that it should have."""
        if not address or not href:
            return None
        found = self.files.find(address.path, href)
        if found:
            return found
        wanted = candidates(address.path, href)
        if not wanted:
            self.report.warn(address.path, f"links to {href}, which is not in the archive")
        return wanted[0] if wanted else None

    def _article_record(self, page: Page, identifier: str, sizes, page_credit: str) -> ArticleRecord:
        piece = self.pieces[identifier]
        own_id = "" if piece.address and identifier == piece.address.path else identifier
        known = ArticleRecord(
            headline=piece.headline,
            source_id=own_id,
            source_url=(piece.address.legacy if piece.address else "") or piece.legacy,
            regions=self._regions(identifier, page, sizes),
            complete=False,
        )
        if piece.view is None:
            return known
        view, copy = piece.view, piece.copy
        return replace(
            known,
            headline=view.headline or piece.headline,
            kicker=view.kicker,
            subheadline=view.subheadline,
            byline=copy.byline,
            byline_place=copy.byline_place,
            body=copy.body,
            complete=True,
            kind=copy.kind,
            keywords=view.keywords,
            credits=copy.credits,
            photos=tuple(
                replace(self._credited(photo, page_credit), file=self._file(piece.address, photo.file or ""))
                for photo in copy.photos
            ),
        )

    @staticmethod
    def _credited(photo, page_credit: str):
        if not page_credit or photo.credit_line:
            return photo
        people = credits.parse_caption(page_credit).credits
        return replace(photo, credit_line=page_credit, credits=copy_desk.as_records(people))

    def _map_size(self, page: Page) -> tuple[float, float] | None:
        view = page.view
        stored = self.files.picture_size(self.files.find(page.address.path, view.picture)) if page.address else None
        size = map_size(view.areas, view.size, stored)
        if size is None:
            return None
        if size[2]:
            self.report.warn(
                page.address.path,
                "says nothing of its picture's size; the regions are taken from the map's own extent",
            )
        return size[:2]

    def _regions(self, identifier: str, own: Page, sizes):
        found = []
        shown = self.areas.get(identifier, {})
        for number in sorted(shown, key=lambda number: (number != own.number, order_key(number))):
            if sizes[number]:
                found += regions(shown[number], sizes[number], "" if number == own.number else number)
        return tuple(found)


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _visible(view: ArticleView) -> str:
    body = richtext.plain_text(richtext.canonical(view.body))
    captions = (picture.caption for picture in view.pictures)
    return "\n".join(filter(None, (view.kicker, view.headline, view.subheadline, view.author, *captions, body)))
