"""The verbs by which texts and editions change and reach their readers. The admin only shows and calls them.

Each is atomic, under a lock of its row, and raises `Refused` with a sentence where the rules do not allow it.
"""

from .correcting import approve_correction, correct, decline_correction, why_not_correct
from .correcting import why_not as why_not_decide
from .moves import MOVES, Frozen, Refused, locked, publication_of
from .notes import note, readers, settle
from .placing import Seen, addresses_kept, arrange, place
from .placing import why_not as why_not_place
from .proofing import proofs_signed, sign_proof, text_mark, with_proofs
from .releasing import (
    blocked_by,
    lack_of_article,
    lack_of_page,
    missing,
    reopen,
    set_embargo,
    sign_off,
    why_no_embargo,
)
from .reviewing import approve, return_to_author, stage_of, submit, take_back, void_from
from .texts import printed_anew, restore_version, revision, revisions
from .waiting import (
    Reviewers,
    declined_to,
    mentioned,
    open_moves,
    returned_to,
    reviewers,
    to_correct,
    to_proof,
    to_review,
    with_return,
)
from .withdrawing import restore, withdraw
from .withdrawing import why_not as why_not_withdraw

__all__ = [
    "MOVES",
    "Frozen",
    "Refused",
    "Reviewers",
    "Seen",
    "addresses_kept",
    "approve",
    "approve_correction",
    "arrange",
    "blocked_by",
    "correct",
    "decline_correction",
    "declined_to",
    "lack_of_article",
    "lack_of_page",
    "locked",
    "mentioned",
    "missing",
    "note",
    "open_moves",
    "place",
    "printed_anew",
    "proofs_signed",
    "publication_of",
    "readers",
    "reopen",
    "restore",
    "restore_version",
    "return_to_author",
    "returned_to",
    "reviewers",
    "revision",
    "revisions",
    "set_embargo",
    "settle",
    "sign_off",
    "sign_proof",
    "stage_of",
    "submit",
    "take_back",
    "text_mark",
    "to_correct",
    "to_proof",
    "to_review",
    "void_from",
    "why_no_embargo",
    "why_not_correct",
    "why_not_decide",
    "why_not_place",
    "why_not_withdraw",
    "with_proofs",
    "with_return",
    "withdraw",
]
