"""Founder trees of every generation, rendered from random editions, read back to what they were rendered from."""

import posixpath
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.archive import exporting
from articles.archive.canonical import canonical_article, canonical_edition, canonical_page
from articles.archive.readers import founder_classic, founder_new
from articles.archive.records import EditionRecord, FrameRecord, PublicationRecord, to_json
from articles.archive.report import Report
from articles.models import Article, ArticleVersion, Photo
from editions.models import Edition, Publication

from .archives import FakeSource, load
from .founder.classic import rendered_classic
from .founder.new_generation import rendered_new
from .founder_strategies import carried, founder_editions, tolerance, variations

GENERATIONS = ["A", "B", "C", "D"]
EXAMPLES = 40
PAPER, NAMELESS = PublicationRecord("morning", "砚溪晨报"), PublicationRecord("morning", "")
YEARS = date(2006, 1, 1), date(2030, 1, 1)


def rendered(edition, variation) -> dict[str, bytes]:
    return (rendered_new if variation.generation == "D" else rendered_classic)(edition, variation)


def read(source, generation: str, publication: PublicationRecord | None = None) -> tuple[list[EditionRecord], Report]:
    """The editions of a source, as a run of the import reads them."""
    reader = founder_new if generation == "D" else founder_classic
    report = Report()
    assert reader.recognises(source)
    editions = list(reader.read(source, report, publication))
    report.account_for(source)
    return editions, report


def canonical(edition: EditionRecord) -> EditionRecord:
    """The edition as it would be stored. What the frame of the pages says of the house is not compared here."""

    def refuse(message):
        raise AssertionError(message)

    pages = [canonical_page(page) for page in canonical_edition(edition, refuse).pages]
    return replace(
        edition,
        publication=replace(edition.publication, frame=FrameRecord()),
        pages=tuple(
            replace(page, articles=tuple(canonical_article(article, page.number, refuse) for article in page.articles))
            for page in pages
        ),
    )


def differences(read, expected, within: float, path="") -> list[str]:
    """What differs between two records as JSON, a line each; points of regions may differ by `within`."""
    if isinstance(read, dict) and isinstance(expected, dict):
        keys = sorted(read.keys() | expected.keys())
        found = (differences(read.get(key), expected.get(key), within, f"{path}.{key}") for key in keys)
    elif isinstance(read, list) and isinstance(expected, list) and len(read) == len(expected):
        pairs = enumerate(zip(read, expected, strict=True))
        found = (differences(*pair, within, f"{path}[{place}]") for place, pair in pairs)
    elif isinstance(read, float) and isinstance(expected, float):
        return [] if abs(read - expected) <= within else [f"{path}: {read} instead of {expected}"]
    else:
        return [] if read == expected else [f"{path}: {read!r} instead of {expected!r}"]
    return [line for lines in found for line in lines]


def assert_alike(read: EditionRecord, expected: EditionRecord, within: float) -> None:
    """The same records; points of regions may differ by what the size of a map leaves open."""
    assert differences(to_json(canonical(read)), to_json(canonical(expected)), within) == []


def assert_no_complaint(report: Report, source) -> None:
    assert {entry.name for entry in report.files} == set(source.names())
    assert (report.errors, report.warnings, report.unplaced) == ([], [], [])


@pytest.mark.parametrize("generation", GENERATIONS)
@given(data=st.data())
@settings(max_examples=EXAMPLES)
def test_any_tree_reads_back_whatever_the_order_of_its_files(generation, data):
    edition = data.draw(founder_editions(generation))
    variation = data.draw(variations(generation, edition))
    source = FakeSource(rendered(edition, variation))
    (found,), report = read(source, generation)
    assert_alike(found, carried(edition, variation), tolerance(variation))
    assert [entry.name for entry in report.files if entry.outcome == "failed"] == []
    assert_no_complaint(report, source)


@pytest.mark.parametrize("generation", GENERATIONS)
@given(data=st.data())
@settings(max_examples=EXAMPLES // 4)
def test_editions_of_several_days_and_papers_are_told_apart(generation, data):
    """In the order of their dates; a paper that is named is the only one read, under the name that is given."""
    files, expected = {}, []
    for slug in ("evening", "morning"):
        days = data.draw(st.lists(st.dates(*YEARS), min_size=2, max_size=2, unique=True))
        for day in sorted(days):
            edition = data.draw(founder_editions(generation, slug, day=day))
            variation = data.draw(variations(generation, edition, metadata=True))
            files |= rendered(edition, variation)
            expected.append((carried(edition, variation), tolerance(variation)))
    source = FakeSource(files)
    found, _report = read(source, generation)
    assert sorted(edition.identity for edition in found) == sorted(edition.identity for edition, _within in expected)
    by_identity = {edition.identity: edition for edition in found}
    for edition, within in expected:
        assert_alike(by_identity[edition.identity], edition, within)
    found, _report = read(source, generation, PublicationRecord("evening", "晚报"))
    assert [(edition.publication.name, edition.identity) for edition in found] == [
        ("晚报", edition.identity) for edition, _within in expected if edition.publication.slug == "evening"
    ]


@pytest.mark.parametrize("generation", GENERATIONS)
@given(data=st.data())
@settings(max_examples=EXAMPLES // 4)
def test_a_tree_without_its_root_needs_the_paper_s_name_only(generation, data):
    edition = data.draw(founder_editions(generation))
    variation = data.draw(variations(generation, edition))
    root = f"{edition.publication.slug}/"
    source = FakeSource({name.removeprefix(root): content for name, content in rendered(edition, variation).items()})
    (found,), report = read(source, generation, edition.publication)
    assert_alike(found, rootless(carried(edition, variation), root), tolerance(variation))
    assert_no_complaint(report, source)


def rootless(edition: EditionRecord, root: str) -> EditionRecord:
    def within(path):
        return path and path.removeprefix(root)

    return replace(
        edition,
        pages=tuple(
            replace(
                page,
                facsimile=within(page.facsimile),
                pdf=within(page.pdf),
                articles=tuple(
                    replace(article, photos=tuple(replace(photo, file=within(photo.file)) for photo in article.photos))
                    for article in page.articles
                ),
            )
            for page in edition.pages
        ),
    )


@pytest.mark.parametrize("generation", GENERATIONS)
@given(data=st.data())
@settings(max_examples=EXAMPLES // 2)
def test_page_views_alone_give_headlines(generation, data):
    """The list of a page names its articles; where their own files are not there, that is all that is known."""
    edition = data.draw(founder_editions(generation))
    variation = data.draw(variations(generation, edition, titles=True))
    gone = {f"{edition.publication.slug}/{article.source_url}" for page in edition.pages for article in page.articles}
    gone |= {name.replace("/pc/", "/pad/") for name in gone}
    source = FakeSource({name: content for name, content in rendered(edition, variation).items() if name not in gone})
    (found,), report = read(source, generation)
    assert_alike(found, headlines_only(carried(edition, variation), variation), tolerance(variation))
    assert (report.errors, report.unplaced) == ([], [])
    assert {entry.name for entry in report.files} == set(source.names())


def headlines_only(edition: EditionRecord, variation) -> EditionRecord:
    def known(article):
        joint = "\n" if variation.title_joint.lower() == "<br>" else " "
        return replace(
            article,
            headline=article.headline.replace("\n", joint),
            kicker="",
            subheadline="",
            byline="",
            body="",
            complete=False,
            kind="news",
            keywords=(),
            credits=(),
            photos=(),
        )

    return replace(
        edition, pages=tuple(replace(page, articles=tuple(map(known, page.articles))) for page in edition.pages)
    )


@pytest.mark.parametrize("site", ["pc", "pad"])
@given(data=st.data())
@settings(max_examples=EXAMPLES // 2)
def test_articles_alone_tell_their_page_in_the_new_generation(site, data):
    """The number of the page stands in the article's view; its name, its picture and the regions do not.

    The order on the page is that of the articles' numbers. The pieces of pages that tablets get have no title, so that
    they do not name the paper.
    """
    edition = data.draw(founder_editions("D"))
    variation = data.draw(variations("D", edition, skin="plain", pad=True))
    tree = rendered(edition, variation)
    source = FakeSource({name: tree[name] for name in tree if f"/{site}/content/" in name or name.endswith(".tif.1")})
    (found,), report = read(source, "D")
    expected = alone(carried(edition, variation), site)
    assert_alike(found, replace(expected, publication=PAPER if site == "pc" else NAMELESS), 0)
    assert (report.errors, report.unplaced) == ([], [])
    assert {entry.name for entry in report.files} == set(source.names())


def alone(edition: EditionRecord, site: str) -> EditionRecord:
    def moved(article):
        photos = tuple(replace(each, file=each.file.replace("/pc/", f"/{site}/", 1)) for each in article.photos)
        url = article.source_url.replace("pc/", f"{site}/", 1)
        return replace(article, regions=(), photos=photos, source_url=url)

    return replace(
        edition,
        pages=tuple(
            replace(
                page,
                name="",
                facsimile=None,
                pdf=None,
                source_url="",
                articles=tuple(sorted(map(moved, page.articles), key=lambda article: article.source_id)),
            )
            for page in edition.pages
        ),
    )


@pytest.mark.parametrize("generation", GENERATIONS)
@given(data=st.data())
@settings(max_examples=EXAMPLES // 4)
def test_pictures_that_are_not_in_the_archive_are_named_all_the_same(generation, data):
    """A record names the file that a page shows; the loader says what is missing."""
    edition = data.draw(founder_editions(generation))
    variation = data.draw(variations(generation, edition, size="attributes", percent="", pad=False))
    tree = rendered(edition, variation)
    views = (".htm", ".html", ".xml")
    source = FakeSource({name: content for name, content in tree.items() if name.endswith(views)})
    (found,), report = read(source, generation)
    assert_alike(found, carried(edition, variation), tolerance(variation))
    assert report.errors == []


@pytest.mark.parametrize(("generation", "name"), [("A", "paperindex.htm"), ("D", "index.html")])
@given(data=st.data())
@settings(max_examples=EXAMPLES // 8)
def test_a_copy_of_the_front_page_at_the_paper_s_root_stops_nothing(generation, name, data):
    """Sites put the newest front page there: it lies in no dated folder, and those that do say which paper it is."""
    edition = data.draw(founder_editions(generation))
    variation = data.draw(variations(generation, edition))
    tree = rendered(edition, variation)
    source = FakeSource({**tree, f"morning/{name}": tree[f"morning/{edition.pages[0].source_url}"]})
    editions, report = read(source, generation)
    (found,) = [each for each in editions if any(page.articles for page in each.pages)]
    assert_alike(found, carried(edition, variation), tolerance(variation))
    assert {entry.name for entry in report.files} == set(source.names())
    assert report.errors == []


@pytest.mark.django_db
@pytest.mark.parametrize("generation", GENERATIONS)
@given(data=st.data())
@settings(max_examples=EXAMPLES // 4)
def test_a_tree_imports_and_exports_and_imported_twice_is_imported_once(generation, data):
    for model in (ArticleVersion, Article, Edition, Publication, Photo):
        model.objects.all().delete()
    edition = data.draw(founder_editions(generation))
    variation = data.draw(variations(generation, edition))
    source = FakeSource(rendered(edition, variation))
    editions, _report = read(source, generation)
    report = load(*editions, source=source)
    assert (report.errors, report.warnings) == ([], [])
    articles = sum(len(page.articles) for page in edition.pages)
    assert report.counts["created"] == articles
    stored = [record for _edition, record in exporting.editions(Edition.objects.all())]
    assert len(stored) == 1
    assert_alike(exported(stored[0]), exported(carried(edition, variation)), tolerance(variation))
    assert [article.number for page in stored[0].pages for article in page.articles] == list(range(1, articles + 1))
    again = load(*editions, source=source)
    assert (again.errors, again.warnings) == ([], [])
    assert again.counts.get("unchanged", 0) == articles
    assert [record for _edition, record in exporting.editions(Edition.objects.all())] == stored


def exported(edition: EditionRecord) -> EditionRecord:
    """The edition without what storing adds: numbers, digests, the hour of publishing, and paths of its own."""

    def ending(path):
        return path and posixpath.splitext(path)[1]

    def plain(article):
        photos = tuple(replace(photo, file=bool(photo.file), sha256="") for photo in article.photos)
        return replace(article, number=None, photos=photos)

    return replace(
        edition,
        publish_at=None,
        pages=tuple(
            replace(
                page,
                facsimile=ending(page.facsimile),
                pdf=ending(page.pdf),
                articles=tuple(map(plain, page.articles)),
            )
            for page in edition.pages
        ),
    )
