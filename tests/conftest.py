from hypothesis import settings

# Timing on shared machines says nothing of the code.
settings.register_profile("hdirledger", deadline=None)
settings.load_profile("hdirledger")
