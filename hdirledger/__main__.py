"""``python -m hdirledger``."""

from .cli import main

main()
