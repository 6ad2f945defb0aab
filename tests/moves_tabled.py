"""What `test_moves` tries and what comes of it: a block for each state, a line for each verb, a column for everybody.

`●` is made. Everything else is why it is refused: the role does not include it; the state is another; the stage is
another role's; again: one has reviewed it at another stage; own: one wrote it; others: it is somebody else's; waits: a
correction waits; open, signed: the edition is not, or is, signed off; read, late: readers see it; gone, there: it is,
or is not, withdrawn; lacks: something is missing; last: one signed the last proof; clean: all proofs are signed.

A text of `writer`, who could review it, is tried by four; below a state stand only the lines that are not as for a text
of `author`.
"""

ARTICLES = {
    "author": """
verb               author  writer  earlier another editor  head    duty    proof   photo   archive away    super

draft
submit             ●       ●       ●       others  ●       ●       ●       role    role    role    role    ●
approve            role    state   state   role    state   state   state   role    role    role    role    state
return_to_author   role    state   state   role    state   state   state   role    role    role    role    state
take_back          state   state   state   state   state   state   state   role    role    role    role    state
place              role    ●       ●       role    ●       ●       ●       role    role    role    role    ●
set_embargo        role    ●       ●       role    role    ●       ●       role    role    role    role    ●
restore_version    ●       ●       ●       ●       ●       ●       ●       role    ●       role    role    ●
correct            state   state   state   state   state   state   state   role    state   role    role    state
withdraw           role    open    open    role    role    role    open    role    role    role    role    open
restore            role    there   there   role    role    role    there   role    role    role    role    there

first_review
submit             state   state   state   state   state   state   state   role    role    role    role    state
approve            role    ●       ●       role    ●       stage   stage   role    role    role    role    ●
return_to_author   role    ●       ●       role    ●       stage   stage   role    role    role    role    ●
take_back          ●       others  others  others  others  others  others  role    role    role    role    others
place              role    ●       ●       role    ●       ●       ●       role    role    role    role    ●
set_embargo        role    ●       ●       role    role    ●       ●       role    role    role    role    ●
restore_version    ●       ●       ●       ●       ●       ●       ●       role    ●       role    role    ●
correct            state   state   state   state   state   state   state   role    state   role    role    state
withdraw           role    open    open    role    role    role    open    role    role    role    role    open
restore            role    there   there   role    role    role    there   role    role    role    role    there

second_review
submit             state   state   state   state   state   state   state   role    role    role    role    state
approve            role    ●       again   role    stage   ●       stage   role    role    role    role    ●
return_to_author   role    ●       again   role    stage   ●       stage   role    role    role    role    ●
take_back          ●       others  others  others  others  others  others  role    role    role    role    others
place              role    ●       ●       role    ●       ●       ●       role    role    role    role    ●
set_embargo        role    ●       ●       role    role    ●       ●       role    role    role    role    ●
restore_version    ●       ●       ●       ●       ●       ●       ●       role    ●       role    role    ●
correct            state   state   state   state   state   state   state   role    state   role    role    state
withdraw           role    open    open    role    role    role    open    role    role    role    role    open
restore            role    there   there   role    role    role    there   role    role    role    role    there

third_review
submit             state   state   state   state   state   state   state   role    role    role    role    state
approve            role    ●       again   role    stage   stage   ●       role    role    role    role    ●
return_to_author   role    ●       again   role    stage   stage   ●       role    role    role    role    ●
take_back          ●       others  others  others  others  others  others  role    role    role    role    others
place              role    ●       ●       role    ●       ●       ●       role    role    role    role    ●
set_embargo        role    ●       ●       role    role    ●       ●       role    role    role    role    ●
restore_version    ●       ●       ●       ●       ●       ●       ●       role    ●       role    role    ●
correct            state   state   state   state   state   state   state   role    state   role    role    state
withdraw           role    open    open    role    role    role    open    role    role    role    role    open
restore            role    there   there   role    role    role    there   role    role    role    role    there

approved
submit             state   state   state   state   state   state   state   role    role    role    role    state
approve            role    state   state   role    state   state   state   role    role    role    role    state
return_to_author   role    state   state   role    state   state   state   role    role    role    role    state
take_back          state   state   state   state   state   state   state   role    role    role    role    state
place              role    ●       ●       role    ●       ●       ●       role    role    role    role    ●
set_embargo        role    ●       ●       role    role    ●       ●       role    role    role    role    ●
restore_version    ●       ●       ●       ●       ●       ●       ●       role    ●       role    role    ●
correct            open    open    open    open    open    open    open    role    open    role    role    open
withdraw           role    open    open    role    role    role    open    role    role    role    role    open
restore            role    there   there   role    role    role    there   role    role    role    role    there

released
submit             state   state   state   state   state   state   state   role    role    role    role    state
approve            role    state   state   role    state   state   state   role    role    role    role    state
return_to_author   role    state   state   role    state   state   state   role    role    role    role    state
take_back          state   state   state   state   state   state   state   role    role    role    role    state
place              role    ●       ●       role    ●       ●       ●       role    role    role    role    ●
set_embargo        role    ●       ●       role    role    ●       ●       role    role    role    role    ●
restore_version    signed  signed  signed  signed  signed  signed  signed  role    signed  role    role    signed
correct            ●       ●       ●       ●       ●       ●       ●       role    ●       role    role    ●
withdraw           role    ●       ●       role    role    role    ●       role    role    role    role    ●
restore            role    there   there   role    role    role    there   role    role    role    role    there

public
submit             state   state   state   state   state   state   state   role    role    role    role    state
approve            role    state   state   role    state   state   state   role    role    role    role    state
return_to_author   role    state   state   role    state   state   state   role    role    role    role    state
take_back          state   state   state   state   state   state   state   role    role    role    role    state
place              role    ●       ●       role    ●       ●       ●       role    role    role    role    ●
set_embargo        role    late    late    role    role    late    late    role    role    role    role    late
restore_version    signed  signed  signed  signed  signed  signed  signed  role    signed  role    role    signed
correct            ●       ●       ●       ●       ●       ●       ●       role    ●       role    role    ●
withdraw           role    ●       ●       role    role    role    ●       role    role    role    role    ●
restore            role    there   there   role    role    role    there   role    role    role    role    there

being_corrected
submit             state   state   state   state   state   state   state   role    role    role    role    state
approve            role    state   state   role    state   state   state   role    role    role    role    state
return_to_author   role    state   state   role    state   state   state   role    role    role    role    state
take_back          state   state   state   state   state   state   state   role    role    role    role    state
place              role    ●       ●       role    ●       ●       ●       role    role    role    role    ●
set_embargo        role    late    late    role    role    late    late    role    role    role    role    late
restore_version    signed  signed  signed  signed  signed  signed  signed  role    signed  role    role    signed
correct            waits   waits   waits   ●       waits   waits   waits   role    waits   role    role    waits
withdraw           role    ●       ●       role    role    role    ●       role    role    role    role    ●
restore            role    there   there   role    role    role    there   role    role    role    role    there
approve_correction role    ●       ●       role    ●       ●       ●       role    role    role    role    ●
decline_correction others  ●       ●       ●       ●       ●       ●       role    others  role    role    ●

withdrawn
submit             state   state   state   state   state   state   state   role    role    role    role    state
approve            role    state   state   role    state   state   state   role    role    role    role    state
return_to_author   role    state   state   role    state   state   state   role    role    role    role    state
take_back          state   state   state   state   state   state   state   role    role    role    role    state
place              role    ●       ●       role    ●       ●       ●       role    role    role    role    ●
set_embargo        role    ●       ●       role    role    ●       ●       role    role    role    role    ●
restore_version    signed  signed  signed  signed  signed  signed  signed  role    signed  role    role    signed
correct            ●       ●       ●       ●       ●       ●       ●       role    ●       role    role    ●
withdraw           role    gone    gone    role    role    role    gone    role    role    role    role    gone
restore            role    ●       ●       role    role    role    ●       role    role    role    role    ●
""",
    "writer": """
verb               author  writer  earlier another

draft
submit             others  ●       ●       others

first_review
approve            role    own     ●       role
return_to_author   role    own     ●       role
take_back          others  ●       others  others

second_review
approve            role    own     again   role
return_to_author   role    own     again   role
take_back          others  ●       others  others

third_review
approve            role    own     again   role
return_to_author   role    own     again   role
take_back          others  ●       others  others

being_corrected
approve_correction role    own     ●       role
""",
}
PAGES = """
verb               another editor  head    duty    proof   photo   archive away    super

signed by nobody
sign_proof         role    ●       ●       ●       ●       role    role    role    ●

signed by editor
sign_proof         role    last    ●       ●       ●       role    role    role    ●

signed by editor proof
sign_proof         role    ●       ●       ●       last    role    role    role    ●

signed by editor proof editor
sign_proof         role    last    ●       ●       ●       role    role    role    ●

signed by editor proof editor proof
sign_proof         role    clean   clean   clean   clean   role    role    role    clean
"""
EDITIONS = """
verb               another editor  head    duty    proof   photo   archive away    super

draft
sign_off           role    role    role    ●       role    role    role    role    ●
sign_off (reason)  role    role    role    ●       role    role    role    role    ●
reopen             role    role    role    open    role    role    role    role    open
withdraw           role    role    role    open    role    role    role    role    open
restore            role    role    role    there   role    role    role    role    there

lacking
sign_off           role    role    role    lacks   role    role    role    role    lacks
sign_off (reason)  role    role    role    ●       role    role    role    role    ●
reopen             role    role    role    open    role    role    role    role    open
withdraw           role    role    role    open    role    role    role    role    open
restore            role    role    role    there   role    role    role    role    there

released
sign_off           role    role    role    signed  role    role    role    role    signed
sign_off (reason)  role    role    role    signed  role    role    role    role    signed
reopen             role    role    role    ●       role    role    role    role    ●
withdraw           role    role    role    ●       role    role    role    role    ●
restore            role    role    role    there   role    role    role    role    there

being_corrected
sign_off           role    role    role    signed  role    role    role    role    signed
sign_off (reason)  role    role    role    signed  role    role    role    role    signed
reopen             role    role    role    waits   role    role    role    role    waits
withdraw           role    role    role    ●       role    role    role    role    ●
restore            role    role    role    there   role    role    role    role    there

public
sign_off           role    role    role    signed  role    role    role    role    signed
sign_off (reason)  role    role    role    signed  role    role    role    role    signed
reopen             role    role    role    read    role    role    role    role    read
withdraw           role    role    role    ●       role    role    role    role    ●
restore            role    role    role    there   role    role    role    role    there

withdrawn
sign_off           role    role    role    gone    role    role    role    role    gone
sign_off (reason)  role    role    role    gone    role    role    role    role    gone
reopen             role    role    role    gone    role    role    role    role    gone
withdraw           role    role    role    gone    role    role    role    role    gone
restore            role    role    role    ●       role    role    role    role    ●
"""
