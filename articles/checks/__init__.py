"""Checks before print: what is missing, wrong or doubtful in an article, a page or an edition.

`inspection` runs them all and returns findings; each other module is one kind of check.
"""
