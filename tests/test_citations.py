"""How an article is cited: GB/T 7714, RIS and BibTeX, on its page and as files."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import quote

import pytest
from django.utils import timezone

from articles import citations, workflow
from articles.description import describe_article
from articles.navigation import published_article
from tests.factories import make_article, make_credit, make_edition, make_page, make_publication, make_region
from tests.pages_shown import links, look, texts
from tests.reader_paper import make_paper

pytestmark = pytest.mark.django_db
SITE = "https://news.example.com"
CITED_ON = date(2026, 11, 30)
LEAD = "/morning/2024-03-05/A01/1/"


def described(article):
    found = published_article(article.publication.slug, (article.edition.date, article.edition.label), article.number)
    return describe_article(found, SITE)


def cited(article, form) -> str:
    return getattr(citations, form)(described(article), CITED_ON)


def make_signed(*names, headline="江上新渡", number="A01", **fields):
    """An article of 5 March 2024 with these people in its byline."""
    paper = make_publication("morning", "晨报", publisher="晨报社")
    edition = make_edition(paper, date(2024, 3, 5), number=12)
    article = make_article(make_page(edition, number, name="要闻"), headline, **fields)
    for order, name in enumerate(names):
        make_credit(article, name, order=order)
    return article


@pytest.mark.parametrize(
    ("names", "authors"),
    [
        ((), ""),
        (("沈一苇",), "沈一苇. "),
        (("沈一苇", "柳 岸", "新华社"), "沈一苇, 柳岸, 新华社. "),
        (("沈一苇", "柳岸", "江舟", "林汀"), "沈一苇, 柳岸, 江舟, 等. "),
    ],
)
def test_a_reference_of_gbt_7714(names, authors):
    assert cited(make_signed(*names), "gbt_7714") == (
        f"{authors}江上新渡[N/OL]. 晨报, 2024-03-05(A01)[2026-11-30]. {SITE}{LEAD}"
    )


def test_an_article_that_runs_over_is_cited_with_all_its_pages():
    article = make_signed(headline="两行的\n标题")
    make_region(article, page=make_page(article.edition, "A03"))
    make_region(article, page=make_page(article.edition, "A02"))
    assert cited(article, "gbt_7714") == (
        f"两行的 标题[N/OL]. 晨报, 2024-03-05(A01, A02, A03)[2026-11-30]. {SITE}{LEAD}"
    )


def test_whoever_edited_or_translated_is_no_author():
    article = make_signed()
    make_credit(article, "责编", role="editing")
    make_credit(article, "译者", role="translation")
    for form in ("gbt_7714", "ris", "bibtex"):
        assert not {"责编", "译者"} & {name for name in ("责编", "译者") if name in cited(article, form)}


def test_a_record_of_ris():
    article = make_signed("沈一苇", "柳岸", keywords=["渡口", "交通"])
    assert cited(article, "ris").split("\r\n") == [
        "TY  - NEWS",
        "AU  - 沈一苇",
        "AU  - 柳岸",
        "TI  - 江上新渡",
        "T2  - 晨报",
        "DA  - 2024/03/05/",
        "PY  - 2024",
        "SE  - 要闻",
        "SP  - A01",
        "IS  - 12",
        "PB  - 晨报社",
        "LA  - zh-Hans",
        "KW  - 渡口",
        "KW  - 交通",
        f"UR  - {SITE}{LEAD}",
        "Y2  - 2026/11/30/",
        "ER  - ",
        "",
    ]


def test_an_entry_of_bibtex():
    article = make_signed("沈一苇", "柳岸", keywords=["渡口", "交通"])
    assert cited(article, "bibtex").splitlines() == [
        "@article{morning-2024-03-05-1,",
        "  author = {{沈一苇} and {柳岸}},",
        "  title = {{江上新渡}},",
        "  journal = {{晨报}},",
        "  entrysubtype = {newspaper},",
        "  publisher = {晨报社},",
        "  year = {2024},",
        "  month = mar,",
        "  day = {5},",
        "  number = {12},",
        "  pages = {A01},",
        "  keywords = {渡口, 交通},",
        "  language = {zh-Hans},",
        f"  url = {{{SITE}{LEAD}}},",
        "  urldate = {2026-11-30},",
        "}",
    ]


def test_what_a_text_brings_along_cannot_break_a_record():
    hostile = "100% \\of {R&D} *#1_x ~^\u2028TY  - BOOK\x0bER  - } @misc{x,"
    article = make_signed("Zhang, San and Li*", headline=hostile, keywords=["a*b", "c\r\nER  - "])
    lines = cited(article, "ris").split("\r\n")
    tags = " ".join(line[:6].removesuffix("  - ") for line in lines[:-1])
    assert tags == "TY AU TI T2 DA PY SE SP IS PB LA KW KW UR Y2 ER"
    assert lines[1:3] == [
        "AU  - Zhang, San and Li",
        "TI  - 100% \\of {R&D} *#1_x ~^ TY - BOOK ER - } @misc{x,",
    ]
    assert lines[11:13] == ["KW  - a b", "KW  - c ER -"]
    entry = cited(article, "bibtex")
    assert entry.splitlines()[1:3] == [
        "  author = {{Zhang, San and Li*}},",
        r"  title = {{100\% \textbackslash{}of \textbraceleft{}R\&D\textbraceright{} *\#1\_x \textasciitilde{}"
        r"\textasciicircum{} TY - BOOK ER - \textbraceright{} @misc\textbraceleft{}x,}},",
    ]
    assert deepest(entry) == 0


def deepest(entry: str) -> int:
    """How many braces stay open, which BibTeX counts whatever stands before them."""
    depth = 0
    for character in entry:
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth >= 0
    return depth


def test_a_page_number_in_han_characters_and_a_second_edition():
    edition = make_edition(make_publication("morning", "晨报"), date(1949, 10, 1), label="extra")
    article = make_article(make_page(edition, "甲1"), "号外")
    address = f"{SITE}/morning/1949-10-01.extra/{quote('甲1')}/1/"
    assert cited(article, "gbt_7714") == f"号外[N/OL]. 晨报, 1949-10-01(甲1)[2026-11-30]. {address}"
    assert cited(article, "bibtex").startswith("@article{morning-1949-10-01.extra-1,\n")
    assert f"  url = {{{address}}},\n" in cited(article, "bibtex")


# On the page, and as files


def test_the_page_offers_the_reference_and_both_files(client):
    article = make_paper(1).articles.get(number=1)
    today = article.publication.today
    reference = (
        "沈一苇, 路人A010. A01版第1条 江上新渡[N/OL]. "
        f"晨报, 2024-03-05(A01, A02)[{today}]. http://testserver/morning/2024-03-05/A01/1/"
    )
    for prefix, summary in (("", "引用本文"), ("/en", "Cite this article")):
        tree = look(client, prefix + LEAD)
        assert texts(tree, "details.cite summary") == [summary]
        assert texts(tree, ".cite .reference") == [reference]
        assert tree.css_first(".cite .reference").attributes["lang"] == "zh-Hans"
        assert links(tree, ".cite a") == [f"{LEAD}cite.ris", f"{LEAD}cite.bib"]
        assert [node.attributes.get("hidden") for node in tree.css(".cite button")] == [None]
        assert "hidden" in tree.css_first(".cite button").attributes


@pytest.mark.parametrize(
    ("form", "content_type", "begins"),
    [
        ("ris", "application/x-research-info-systems; charset=utf-8", "TY  - NEWS\r\n"),
        ("bib", "application/x-bibtex; charset=utf-8", "@article{morning-2024-03-05-1,\n"),
    ],
)
def test_files_for_reference_managers(client, form, content_type, begins):
    make_paper(1)
    reply = client.get(f"{LEAD}cite.{form}")
    assert (reply.status_code, reply["Content-Type"], reply["Content-Disposition"]) == (
        200,
        content_type,
        f'attachment; filename="morning-2024-03-05-1.{form}"',
    )
    assert reply.content.decode().startswith(begins)
    whole = client.get(f"/morning/2024-03-05/cite.{form}")
    assert whole["Content-Disposition"] == f'attachment; filename="morning-2024-03-05.{form}"'
    articles = [client.get(f"/morning/2024-03-05/{where}/cite.{form}").content for where in ("A01/1", "A02/2")]
    assert whole.content == b"".join(articles)


def test_the_day_of_citing_is_the_paper_s_own():
    article = make_signed()
    late = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
    assert late.astimezone(article.publication.zone).date() == date(2026, 12, 1)
    assert abs(article.publication.today - timezone.now().date()) <= timedelta(days=1)


@pytest.mark.parametrize("form", ["ris", "bib"])
def test_a_file_s_address_answers_as_its_article_does(client, form):
    edition = make_paper(2)
    assert client.get(f"/morning/2024-03-05/A02/1/cite.{form}")["Location"] == f"{LEAD}cite.{form}"
    article = edition.articles.get(number=1)
    article.embargo = timezone.now() + timedelta(days=1)
    article.save()
    assert client.get(f"{LEAD}cite.{form}").status_code == 404
    assert "A01版第1条" not in client.get(f"/morning/2024-03-05/cite.{form}").content.decode()
    article.embargo, article.withdrawn_at, article.withdrawal_notice = None, timezone.now(), "撤稿说明"
    article.save()
    assert client.get(f"{LEAD}cite.{form}").status_code == 410
    assert "A01版第1条" not in client.get(f"/morning/2024-03-05/cite.{form}").content.decode()
    edition.signed_off_at = None
    edition.save()
    for address in ("", "A02/3/"):
        assert client.get(f"/morning/2024-03-05/{address}cite.{form}").status_code == 404


def test_another_day_of_a_combined_issue_leads_to_its_first(client):
    edition = make_edition(on=date(2024, 10, 1), through=date(2024, 10, 3))
    make_article(make_page(edition))
    for rest in ("cite.ris", "A01/1/cite.bib"):
        reply = client.get(f"/morning/2024-10-02/{rest}")
        assert (reply.status_code, reply["Location"]) == (301, f"/morning/2024-10-01/{rest}")


def test_the_reference_of_an_article_that_has_moved_is_where_it_is_now(client):
    article = make_article(make_page(make_edition(on=date(2024, 3, 1))))
    workflow.place(article, make_page(make_edition(on=date(2024, 3, 2)), "A02"))
    for form in ("ris", "bib"):
        reply = client.get(f"/morning/2024-03-01/A01/1/cite.{form}")
        assert (reply.status_code, reply["Location"]) == (301, f"/morning/2024-03-02/A02/1/cite.{form}")
