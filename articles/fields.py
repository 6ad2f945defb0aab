"""Model fields for regions: a polygon in fractions of its page, and the box around it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


def check_polygon(points) -> None:
    """Refuse what is no polygon of at least three points within the page; points are [x, y] from 0 to 1."""
    try:
        distinct = {(x, y) for x, y in points}
        # Not float(): "0.5" would do here and not in the database. True is a number in Python, and none of ours.
        of_numbers = all(type(value) in (int, float) for point in distinct for value in point)
    except (TypeError, ValueError):
        of_numbers = False
    if not of_numbers:
        raise ValidationError(_("A region is a list of points, each a pair of numbers."))
    if len(distinct) < 3:
        raise ValidationError(_("A region has at least three different points."))
    if not all(0 <= value <= 1 for point in distinct for value in point):
        raise ValidationError(_("A region lies on its page: every number is between 0 and 1."))


class PolygonField(models.JSONField):
    """A polygon as [[x, y], …] in fractions of the page's width and height."""

    default_validators = [check_polygon]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)


class BoundField(models.FloatField):
    """One edge of the box around the polygon beside it: `pick` (min or max) of coordinate `axis` (0 x, 1 y).

    Filled by the field itself, so that bulk inserts fill it too; the database checks the polygon's limits by it.
    """

    def __init__(self, *args, axis=0, pick="min", **kwargs):
        self.axis, self.pick = axis, pick
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"axis": self.axis, "pick": self.pick}

    def pre_save(self, model_instance, add):
        choose = {"min": min, "max": max}[self.pick]
        value = choose(point[self.axis] for point in model_instance.polygon)
        setattr(model_instance, self.attname, value)
        return value


class PolygonLength(models.Func):
    """How many points a stored polygon has."""

    output_field = models.IntegerField()

    def as_sqlite(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, function="JSON_ARRAY_LENGTH", **context)

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, function="JSONB_ARRAY_LENGTH", **context)
