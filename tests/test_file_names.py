"""Which page a file is, by the names that layout programs and scanners give."""

import pytest

from editions.file_names import places

LETTERED = ["A01", "A02", "A03", "A04", "A05", "A06", "B01"]
COUNTED = ["01", "02", "03", "04"]

NAMES = [
    ("A01.pdf", LETTERED, ["A01"]),
    ("a3.jpg", LETTERED, ["A03"]),
    ("Ａ０３.pdf", LETTERED, ["A03"]),
    ("A01版.pdf", LETTERED, ["A01"]),
    ("第Ａ０２版：时事.pdf", LETTERED, ["A02"]),
    ("pdsrb20191226A01.pdf", LETTERED, ["A01"]),
    ("pdsrba05.PDF", LETTERED, ["A05"]),
    ("pdsrb2019-12-26-006.pdf", LETTERED, ["A06"]),
    ("２０１９１２２６－００６.PDF", LETTERED, ["A06"]),
    ("2019.12.26.B01.pdf", LETTERED, ["B01"]),
    ("A01_20191226_v2.pdf", LETTERED, ["A01"]),
    ("A01.indd.pdf", LETTERED, ["A01"]),
    ("A05-A06.pdf", LETTERED, ["A05", "A06"]),
    ("IMG_0003.jpg", LETTERED, ["A03"]),
    ("第3版.pdf", COUNTED, ["03"]),
    ("03版要闻.jpg", COUNTED, ["03"]),
    ("晚报2019年12月26日02.pdf", COUNTED, ["02"]),
    ("20191226_04.tif", COUNTED, ["04"]),
    ("P4.pdf", COUNTED, ["04"]),
    # What names no page of the edition, or only its date.
    ("2019-12-26.pdf", LETTERED, []),
    ("20191226-1226.pdf", COUNTED, []),
    ("A09.pdf", LETTERED, []),
    ("A010.pdf", LETTERED, []),
    ("头版.pdf", LETTERED, []),
    ("-008.pdf", LETTERED, []),
    ("", LETTERED, []),
]


@pytest.mark.parametrize(("name", "numbers", "meant"), NAMES, ids=[name for name, *_rest in NAMES])
def test_a_name_tells_the_page(name, numbers, meant):
    assert [numbers[place] for place in places(name, numbers)] == meant


def test_the_paper_s_own_address_is_no_page():
    assert places("a1daily20240301B01.pdf", LETTERED, "a1daily") == [6]


def test_of_two_numbers_that_end_alike_the_longer_is_meant():
    assert places("20240301AA01.pdf", ["A01", "AA01"]) == [1]
