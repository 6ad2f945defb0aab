"""The newsroom's desks for articles, people, photos and imports, and what they add to those of `editions`."""

from . import articles, checks, editions, imports, notes, parts, people, photos, reviews, staff

__all__ = ["articles", "checks", "editions", "imports", "notes", "parts", "people", "photos", "reviews", "staff"]
