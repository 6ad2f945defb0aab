"""What both generations of Founder's digital editions share: addresses, page views, article views, and their copy.

`classic.py` and `new_generation.py` beside this package say which trees are theirs; everything else is here.
"""
