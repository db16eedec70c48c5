"""Evidence: every fact of the ledger looked up in the letters' text, and what the text has more."""
