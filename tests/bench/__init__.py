"""Measures the site beside references taken in the same run: `make bench`."""
