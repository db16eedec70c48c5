"""``python -m hdirledger``."""

from .start import main

main()
