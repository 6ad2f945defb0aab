"""Random editions as records, of every shape that the interchange can carry and the database gives back unchanged."""

import string
from datetime import UTC, date, datetime

from hypothesis import strategies as st

from articles import richtext
from articles.archive.canonical import canonical_article
from articles.archive.records import (
    ArticleRecord,
    CorrectionRecord,
    CreditRecord,
    EditionRecord,
    FrameRecord,
    PageRecord,
    PublicationRecord,
    ReferenceRecord,
    RegionRecord,
    StaffRecord,
    WithdrawnRecord,
)

HAN = "砚溪渡口清晨码头公交新路石桥茶山灯会读书老街小雨南风学校医院市民记者图书馆"
text_characters = st.sampled_from(HAN + "，。“”（）、" + string.ascii_letters + string.digits + "&<>'\"·—")
words = st.text(st.sampled_from(HAN), min_size=1, max_size=8)
lines = st.text(text_characters, min_size=1, max_size=30)
names = st.text(st.sampled_from(HAN), min_size=2, max_size=4)
moments = st.datetimes(datetime(2001, 1, 1), datetime(2030, 1, 1)).map(lambda moment: moment.replace(tzinfo=UTC))
credits = st.builds(
    CreditRecord,
    name=names,
    role=st.sampled_from(["text", "photo", "illustration", "editing", "translation"]),
    affiliation=st.sampled_from(["", "本报记者", "通讯员"]),
)
fractions = st.integers(0, 1000).map(lambda thousandths: thousandths / 1000)
polygons = st.lists(st.tuples(fractions, fractions), min_size=3, max_size=6, unique=True).map(tuple)
bodies = st.lists(
    st.tuples(
        st.sampled_from(["<p>{}</p>", "<h3>{}</h3>", "<p><strong>{}</strong></p>", "<ul><li>{}</li></ul>"]), lines
    ),
    max_size=4,
).map(lambda parts: richtext.canonical("".join(form.format(_escaped(text)) for form, text in parts)))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@st.composite
def articles(draw, number: int, page_number: str):
    """An article in canonical form, numbered, without references (see `editions`)."""
    record = ArticleRecord(
        headline=f"{draw(lines)}{number}",
        number=number,
        kicker=draw(st.just("") | lines),
        subheadline=draw(st.just("") | lines),
        byline=draw(st.just("") | lines),
        byline_place=draw(st.sampled_from(["end", "start"])),
        complete=(complete := draw(st.booleans())),
        body=draw(bodies) if complete else "",
        kind=draw(st.sampled_from(["news", "photo", "notice", "advertisement", "teaser"])),
        source_id=draw(st.just("") | st.just(f"id{number}")),
        source_url=draw(st.just("") | st.just(f"html/2020-01/01/content_{number}.htm")),
        keywords=tuple(draw(st.lists(words, max_size=2))),
        credits=tuple(draw(st.lists(credits, max_size=3))),
        photos=tuple(
            draw(st.lists(st.builds(_photo, lines, st.just("") | lines, st.lists(credits, max_size=2)), max_size=2))
        ),
        regions=tuple(draw(st.lists(polygons.map(RegionRecord), max_size=2))),
        embargo=draw(st.none() | moments),
        corrections=tuple(
            draw(st.lists(st.builds(CorrectionRecord, moments, lines), max_size=2, unique_by=lambda c: c.date))
        ),
        withdrawn=draw(st.none() | st.builds(WithdrawnRecord, lines, moments)),
    )
    return canonical_article(record, page_number, lambda message: None)


def _photo(caption, credit_line, credited):
    from articles.archive.records import PhotoRecord

    return PhotoRecord(caption=caption, credit_line=credit_line, credits=tuple(credited))


@st.composite
def editions(draw, slug="morning"):
    """An edition of one to three pages in canonical form."""
    pages, number = [], 0
    for page_number in ["A01", "A02", "A10"][: draw(st.integers(1, 3))]:
        on_page = []
        for _place in range(draw(st.integers(0, 3))):
            number += 1
            on_page.append(draw(articles(number, page_number)))
        staff = tuple(
            StaffRecord(role, draw(names))
            for role in ("editor", "layout", "proof")
            for _n in range(draw(st.integers(0, 2)))
        )
        pages.append(PageRecord(page_number, tuple(on_page), name=draw(st.just("") | words), staff=staff))
    day = draw(st.dates(date(1990, 1, 1), date(2030, 1, 1)))
    return with_references(
        draw,
        EditionRecord(
            publication=PublicationRecord(slug, "晨报", draw(frames)),
            date=day,
            pages=tuple(pages),
            label=draw(st.sampled_from(["", "extra"])),
            number=draw(st.none() | st.integers(1, 30000)),
            through=draw(st.none() | st.just(date.fromordinal(day.toordinal() + 1))),
            publish_at=draw(moments),
            withdrawn=draw(st.none() | st.builds(WithdrawnRecord, lines, moments)),
        ),
    )


frames = st.builds(
    FrameRecord,
    publisher=st.just("") | words,
    postcode=st.just("") | st.just("467000"),
    telephone=st.lists(words, max_size=2).map(tuple),
    licences=st.lists(words, max_size=2).map(tuple),
)


def with_references(draw, edition: EditionRecord) -> EditionRecord:
    """The edition with some articles continuing or repeating others."""
    from dataclasses import replace

    places = [(page.number, article.number) for page in edition.pages for article in page.articles]

    def tied(article):
        others = [ReferenceRecord(*place) for place in places if place[1] != article.number]
        if not others:
            return article
        return replace(
            article,
            continues=draw(st.none() | st.sampled_from(others)),
            repeats=draw(st.none() | st.sampled_from(others)),
        )

    return replace(
        edition,
        pages=tuple(replace(page, articles=tuple(map(tied, page.articles))) for page in edition.pages),
    )
