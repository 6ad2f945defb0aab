"""Regions proposed from a page's text layer lie where the page shows its articles."""

from .proposed import pages


def test_nearly_every_article_of_the_seeds_and_of_other_presses_is_found_where_it_lies():
    found = dict(pages())
    assert {"tabloid", "supplement"} < found.keys()
    assert len(found) == 28
    missed = {
        (page, article): round(share, 2)
        for page, shares in found.items()
        for article, share in shares.items()
        if share < 0.8
    }
    # The archive lacks this article's text, and the page prints none of it either.
    assert missed == {("yanxi-daily 2025-05-19 A02", "石板街小店试行“月底一次付” 卖砚的和卖粉的先签了字"): 0.28}
    assert all(share >= 0.9 for share in [*found["tabloid"].values(), *found["supplement"].values()])
