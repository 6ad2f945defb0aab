"""Opening an article in the real editor and saving it unchanged changes not one character of it."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.models import Count
from django.db.models.functions import Length

from articles import richtext, versions
from articles.archive.records import digest
from articles.models import Article, ArticleVersion
from tests.browser.article_form import open_article, save_article
from tests.factories import make_article, make_caption, make_credit, make_edition, make_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.one_engine]
SEEDS = Path(__file__).resolve().parents[2] / "seeds"

HARD_BODIES = {
    "paragraphs": "<p>第一段。</p><p>第二段。</p>",
    "subhead": "<h3>小题</h3><p>正文。</p><h3>二、再一题</h3><p>正文。</p>",
    "emphasis": "<p><strong>粗</strong>与<em>斜</em>与<strong><em>粗斜</em></strong>，<em>A<strong>B</strong></em></p>",
    "scripts": "<p>H<sub>2</sub>O，10<sup>3</sup>，<sup><em>注</em></sup></p>",
    "line break": "<p>一行<br>二行<br>三行</p>",
    "two line breaks": "<p>一行<br><br>三行</p>",
    "bold across a line break": "<p><strong>一行<br>二行</strong></p>",
    "link": (
        '<p>见<a href="https://example.org/a?b=1&amp;c=“引”#d">这里</a>与<a href="mailto:a@example.org">信箱</a></p>'
    ),
    "list": "<ul><li>甲</li><li>乙<strong>粗</strong></li></ul><ol><li>一</li><li>二</li></ol>",
    "nested list": "<ul><li>甲<ol><li>一</li><li>二<ul><li>深</li></ul></li></ol></li><li>乙</li></ul>",
    "list with line break": "<ol><li>甲<br>续</li></ol>",
    "quote": "<blockquote><p>第一句。</p><p>第二句。</p></blockquote><p>——出处</p>",
    "nested quote": "<blockquote><p>外</p><blockquote><p>内</p></blockquote></blockquote>",
    "quote with list and subhead": "<blockquote><h3>题</h3><ul><li>甲</li></ul></blockquote>",
    "table": "<table><tbody><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td></td></tr></tbody></table>",
    "table with head": (
        "<table><thead><tr><th>项</th><th>数</th></tr></thead>"
        '<tbody><tr><td rowspan="2">甲</td><td>1</td></tr><tr><td>2</td></tr>'
        '<tr><td colspan="2">合计<br>3 万元</td></tr></tbody></table>'
    ),
    "head cells in rows": "<table><tbody><tr><th>项</th><td>1</td></tr></tbody></table>",
    "table in quote": "<blockquote><table><tbody><tr><td>甲</td></tr></tbody></table></blockquote>",
    "chinese quotes": "<p>“双‘单’双”——《书名》……·、</p>",
    "ideographic spaces inside": "<p>张　三　　李四</p><p><strong>甲　</strong>乙</p>",
    "thin and other spaces": "<p>a\u2002b\u2003c\u2009d\u202fe</p>",
    "spaces between words": "<p>The quick <strong>brown</strong> fox <em>jumps</em> over 3 dogs</p>",
    "markup as text": "<p>1 &lt; 2 &amp;&amp; 3 &gt; 2 &amp;amp; &amp;nbsp; &lt;p&gt; &amp;lt;</p>",
    "entities of other names": "<p>© ® ™ € ± × ÷ § ¶ α β ∞ ≤ ½ é ü — – “</p>",
    "apostrophes": '<p>It\'s "quoted" `code` {{ x }} {% y %}</p>',
    "astral": "<p>😀👨‍👩‍👧 𠮷野家 𡃁 🇨🇳</p>",
    "combining": "<p>é ñ か\u3099 \ufe0f</p>",
    "full-width digits": "<p>２０２４年３月１日，20240301，①②③，㈠</p>",
    "private use": "<p>\ue000甲\uf8ff</p>",
    "long": "<p>" + "很长的一段，没有尽头。" * 400 + "</p>",
    "many": "".join(f"<p>第{number}段。</p>" for number in range(300)),
}


def seed_bodies() -> dict[str, str]:
    """Every body of the seeds that are kept as records, by its place in them."""
    found = {}
    for file in sorted(SEEDS.glob("*/*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            edition = json.loads(line)
            for page in edition["pages"]:
                for article in page["articles"]:
                    place = f"{file.parent.name} {edition['date']} {page['number']} {article['headline']}"
                    found[place] = richtext.canonical(article.get("body", ""))
    return found


def stored(article):
    article = Article.objects.get(pk=article.pk)
    decks = (article.kicker, article.headline, article.subheadline, article.byline, article.body)
    return decks, versions.record_of(article), digest(versions.record_of(article))


def rewritten(desk, bodies):
    """Each body as it comes back from the editor."""
    return desk.evaluate(
        """bodies => new Promise(resolve => {
            const editor = CKEDITOR.instances.id_body, results = [];
            const next = () => {
                if (results.length === bodies.length) return resolve(results);
                editor.setData(bodies[results.length], { callback: () => { results.push(editor.getData()); next(); } });
            };
            next();
        })""",
        bodies,
    )


def test_bodies_come_back_from_the_editor_as_they_went_in(desk):
    open_article(desk, make_article())
    bodies = HARD_BODIES | seed_bodies()
    assert all(body == richtext.canonical(body) for body in bodies.values())
    back = dict(zip(bodies, map(richtext.canonical, rewritten(desk, list(bodies.values()))), strict=True))
    changed = {name: (bodies[name], back[name]) for name in bodies if back[name] != bodies[name]}
    assert not changed


def test_opening_and_saving_a_seed_changes_nothing(desk):
    """Of every archive of records among the seeds: the longest, the most illustrated, and one without a body."""
    for file in sorted(SEEDS.glob("*/*.jsonl")):
        call_command("import_archive", file.parent, stdout=StringIO(), stderr=StringIO())
    pictured = Article.objects.annotate(pictures=Count("captions")).order_by("-pictures")
    chosen = [
        Article.objects.order_by(Length("body").desc()).first(),
        pictured.first(),
        Article.objects.filter(body="").first(),
    ]
    assert all(chosen)
    before = [stored(article) for article in chosen]
    for article in chosen:
        open_article(desk, article)
        save_article(desk)
    assert [stored(article) for article in chosen] == before
    assert not ArticleVersion.objects.exists()


@pytest.mark.parametrize("names", [list(HARD_BODIES), ["table with head", "ideographic spaces inside"], []])
def test_opening_and_saving_changes_nothing(desk, names):
    article = make_article(
        make_page(),
        "　两行的\n标题 ",
        kicker="\n引题：“引号”　& <尖括号>",
        subheadline="副题\n\n第三行 😀",
        byline="　本报记者 沈一苇",
        body="".join(HARD_BODIES[name] for name in names),
        keywords=["渡口", "新 车"],
    )
    make_credit(article)
    make_caption(article, "\n　图说 <b>&amp;</b>\n二行 ", alt=" 江 ")
    before = stored(article)
    open_article(desk, article)
    save_article(desk)
    assert stored(article) == before
    assert not ArticleVersion.objects.exists()


def test_what_is_typed_arrives(desk):
    article = make_article(make_page(make_edition(public=False)), body="<p>第一段。</p>")
    open_article(desk, article)
    frame = desk.frame_locator("iframe.cke_wysiwyg_frame")
    frame.locator("p").first.click()
    desk.keyboard.press("Control+End")
    desk.keyboard.press("Enter")
    desk.keyboard.type("第二段 <b>。")
    save_article(desk)
    assert Article.objects.get().body == "<p>第一段。</p><p>第二段 &lt;b&gt;。</p>"


def test_pasted_headings_are_subheads(desk):
    article = make_article(make_page(make_edition(public=False)), body="<p>第一段。</p>")
    open_article(desk, article)
    desk.evaluate(
        """() => {
            const editor = CKEDITOR.instances.id_body;
            editor.focus();
            const html = "<h1>题</h1><p>文。</p><h2 style='color:red'>目</h2><p>文。</p><h5>末</h5><p>完。</p>";
            editor.fire("paste", { type: "html", dataValue: html, method: "paste" });
        }"""
    )
    save_article(desk)
    subheads = [block for block in richtext.blocks(Article.objects.get().body) if block.startswith("<h3>")]
    assert subheads == ["<h3>题</h3>", "<h3>目</h3>", "<h3>末</h3>"]


def test_the_editor_loads_nothing_from_elsewhere(desk, live_server):
    asked, failed = [], []
    desk.on("request", lambda request: asked.append(request.url))
    desk.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    open_article(desk, make_article())
    assert not failed
    assert {url for url in asked if not url.startswith((live_server.url, "data:", "blob:", "about:"))} == set()
