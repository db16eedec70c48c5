"""A synthetic ledger of any size, as a git repository with a journal: shaped like the real one.

Data flows one way: shape (how much of everything) -> books (what each letter does to the records)
-> journal (commits, branches and merges) -> git fast-import. Only assignments that a letter may
still change are kept in memory.
"""
