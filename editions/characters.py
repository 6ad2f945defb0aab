"""The two ways of writing Chinese: simplified characters, as mainland papers print them, and traditional ones.

Traditional are those of Taiwan's standard (OpenCC's `s2tw`): what browsers and fonts take `zh-Hant` for where no
place is named. Only the characters change. `s2twp`, which writes 計程車 for 出租车 and 資訊 for 信息, would change the
paper's own words, and with them the names of offices and firms.
"""

from functools import cache

from opencc import OpenCC

# The language of the site whose pages are converted, as Django calls it.
TRADITIONAL = "zh-hant"


@cache
def _converter(way: str) -> OpenCC:
    """OpenCC's converter, whose dictionaries are read once by each process that needs them."""
    return OpenCC(way)


def to_traditional(text: str) -> str:
    """Simplified text in traditional characters, chosen by the words around: 头发 is 頭髮, 发展 is 發展."""
    return _converter("s2tw").convert(text)


def to_simplified(text: str) -> str:
    """Text in simplified characters, whatever it was typed in: 渡輪 and 渡轮 are 渡轮."""
    return _converter("tw2s").convert(text)
