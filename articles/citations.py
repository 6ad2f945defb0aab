"""How an article is cited: as GB/T 7714 prints it, and as reference managers read it (RIS, BibTeX).

All are made of the article's description. Only those credited with the text are its authors, in printed order.
"""

import datetime
import re

from articles.description import ArticleDescription

# GB/T 7714-2015, 8.1.2: three authors are named, of more the first three and 等.
_MOST_AUTHORS = 3
# What would end a line of RIS, or be no character of a text file at all.
_NOT_IN_A_LINE = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
# The format keeps it for itself in the names of people and papers and in keywords.
_RESERVED_IN_RIS = re.compile(r"\*+")
_IN_BIBTEX = {
    "\\": r"\textbackslash{}",
    # BibTeX counts braces even behind a backslash.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "&%$#_"},
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def gbt_7714(article: ArticleDescription, cited_on: datetime.date) -> str:
    """The reference in GB/T 7714-2015's form for a newspaper that is read online.

    作者. 题名[N/OL]. 报纸名, 年-月-日(版次)[引用日期]. 网址. Without an author it begins with the title, as the
    standard has it where references are numbered.
    """
    names = [author.name for author in article.authors]
    authors = ", ".join([*names[:_MOST_AUTHORS], *(["等"] if len(names) > _MOST_AUTHORS else [])])
    edition = article.edition
    parts = [
        *([authors] if authors else []),
        f"{article.title}[N/OL]",
        f"{edition.paper.title}, {edition.date}({', '.join(article.pages)})[{cited_on}]",
        article.address,
    ]
    return _one_line(". ".join(parts))


def ris(article: ArticleDescription, cited_on: datetime.date) -> str:
    """The reference as a record of RIS, its lines ended as the format asks (CR LF)."""
    edition = article.edition
    fields = [
        ("TY", "NEWS"),
        *(("AU", _without_reserved(author.name)) for author in article.authors),
        ("TI", article.title),
        ("T2", _without_reserved(edition.paper.title)),
        ("DA", _slashed(edition.date)),
        ("PY", f"{edition.date.year}"),
        ("SE", article.page.name),
        ("SP", ", ".join(article.pages)),
        ("IS", f"{edition.number or ''}"),
        ("PB", edition.paper.publisher),
        ("LA", edition.paper.language),
        *(("KW", _without_reserved(word)) for word in article.keywords),
        ("UR", article.address),
        ("Y2", _slashed(cited_on)),
    ]
    lines = [f"{tag}  - {_one_line(value)}" for tag, value in fields if value.strip()]
    return "\r\n".join([*lines, "ER  - ", ""])


def bibtex(article: ArticleDescription, cited_on: datetime.date) -> str:
    """The reference as an entry of BibTeX; every name and title stands in braces of its own, to be left as it is."""
    edition = article.edition
    fields = {
        "author": " and ".join(f"{{{_tex(author.name)}}}" for author in article.authors),
        "title": f"{{{_tex(article.title)}}}",
        "journal": f"{{{_tex(edition.paper.title)}}}",
        "entrysubtype": "newspaper",
        "publisher": _tex(edition.paper.publisher),
        "year": f"{edition.date.year}",
        "month": _MONTHS[edition.date.month - 1],
        "day": f"{edition.date.day}",
        "number": f"{edition.number or ''}",
        "pages": _tex(", ".join(article.pages)),
        "keywords": _tex(", ".join(article.keywords)),
        "language": edition.paper.language,
        "url": article.address,
        "urldate": f"{cited_on}",
    }
    # The month is a word of BibTeX's own.
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'},\n" for name, value in fields.items() if value]
    return f"@article{{{key(article)},\n{''.join(lines)}}}\n"


def key(article: ArticleDescription) -> str:
    """What a citation is called: morning-2024-03-05-7, of characters that need no escaping anywhere."""
    return f"{article.edition.paper.slug}-{article.edition.day}-{article.number}"


def _slashed(date: datetime.date) -> str:
    return f"{date}/".replace("-", "/")


def _without_reserved(text: str) -> str:
    return _RESERVED_IN_RIS.sub(" ", text)


def _tex(text: str) -> str:
    return "".join(_IN_BIBTEX.get(character, character) for character in _one_line(text))


def _one_line(text: str) -> str:
    return " ".join(_NOT_IN_A_LINE.sub(" ", text).split())


FORMS = {
    "ris": ("application/x-research-info-systems; charset=utf-8", ris),
    "bib": ("application/x-bibtex; charset=utf-8", bibtex),
}
