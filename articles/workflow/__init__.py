"""The verbs by which texts and editions change and reach their readers. The admin only shows and calls them.

Each is atomic, under a lock of its row, and raises `Refused` with a sentence where the rules do not allow it.
"""

from .moves import MOVES, Move, Refused, publication_of
from .placing import addresses_kept, path_of, place
from .proofing import proofs_signed, sign_proof
from .releasing import missing, reopen, set_embargo, sign_off
from .reviewing import approve, return_to_author, stage_of, submit, take_back, void_from
from .texts import restore_version, revision, revisions
from .waiting import open_moves, returned_to, to_proof, to_review

__all__ = [
    "MOVES",
    "Move",
    "Refused",
    "addresses_kept",
    "approve",
    "missing",
    "open_moves",
    "path_of",
    "place",
    "proofs_signed",
    "publication_of",
    "reopen",
    "restore_version",
    "return_to_author",
    "returned_to",
    "revision",
    "revisions",
    "set_embargo",
    "sign_off",
    "sign_proof",
    "stage_of",
    "submit",
    "take_back",
    "to_proof",
    "to_review",
    "void_from",
]
