"""From the areas of a page's map, in the pixels of the picture as it was shown, to regions in fractions of the page."""

from ...records import RegionRecord
from .page_view import Area


def map_size(
    areas: tuple[Area, ...], shown: tuple[int, int] | None, stored: tuple[int, int] | None
) -> tuple[float, float, bool] | None:
    """(width, height, guessed) of the map's coordinates; None where there is no area.

    The size that the picture was shown in, where its attributes say so; else the extent of the map itself with the
    stored picture's proportions; else the map's bounding box with its smallest margin on every side, which is a guess.
    """
    points = [point for area in areas for point in area.points]
    if not points:
        return None
    left, right = min(x for x, _y in points), max(x for x, _y in points)
    top, bottom = min(y for _x, y in points), max(y for _x, y in points)
    if shown and right <= shown[0] and bottom <= shown[1]:
        return float(shown[0]), float(shown[1]), False
    if right <= 0 or bottom <= 0:
        return None
    if stored and stored[0] and stored[1]:
        # The type area has one margin on the left and on the right.
        width, proportion = right + max(0, left), stored[1] / stored[0]
        if width * proportion >= bottom:
            return float(width), width * proportion, False
        return bottom / proportion, float(bottom), False
    margin = max(0, min(left, top))
    return float(right + margin), float(bottom + margin), True


def regions(areas, size: tuple[float, float], page: str = "") -> tuple[RegionRecord, ...]:
    """The areas as regions, the same one once; `page` is named where it is not the article's own."""
    width, height = size
    found: dict[RegionRecord, None] = {}
    for area in areas:
        corners = [point for point, before in zip(area.points, (None, *area.points), strict=False) if point != before]
        if len(corners) > 1 and corners[0] == corners[-1]:
            corners.pop()
        points = tuple((round(x / width, 5), round(y / height, 5)) for x, y in corners)
        found[RegionRecord(points, page)] = None
    return tuple(found)
