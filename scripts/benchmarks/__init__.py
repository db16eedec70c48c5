"""What the program costs, beside what git, Python and the neighbours cost, in one run.

Data flows one way: jobs (what is run) -> measure (interleaved runs, medians) -> table (text).
``measure`` knows nothing of hdirledger and can be used for other jobs.
"""
