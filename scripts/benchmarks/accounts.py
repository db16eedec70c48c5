"""The movements of a ledger as journals of hledger and beancount, for comparison.

Run as ``python -m benchmarks.accounts LEDGER FOLDER``, a process of its own so that its memory is
not counted as anybody else's.
"""

import json
import sys
from collections import defaultdict
from itertools import cycle, islice
from pathlib import Path

from hdirledger.reader import read


def main() -> None:
    ledger, folder = map(Path, sys.argv[1:])
    booked: list[tuple[str, str, str, int]] = []
    for file in sorted((ledger / "ledger" / "allocations").rglob("*.yaml")):
        data = read(file.read_bytes()).data
        if data and data["amount"] != "none":
            account = "-".join(post.replace(".", ":", 1) for post in data["posts"][:1])
            account += "".join(f"-{post.replace('.', '-')}" for post in data["posts"][1:])
            amount = int(data["amount"].replace(" ", ""))
            booked.append((data["year"], data["letter"], account, amount))
    booked.sort()
    balances: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for year, _, account, amount in booked:
        balances[year][account] += amount
    last = max(balances, default="")
    records = sum(1 for _ in (ledger / "ledger").rglob("*.yaml"))
    # The same movements again and again, until there is one for each record of the ledger.
    many = islice(cycle(booked), records if booked else 0)
    for name, several in (("books", booked), ("many", many)):
        with (folder / f"{name}.journal").open("w", encoding="utf-8") as journal:
            for year, letter, account, amount in several:
                journal.write(f"{year}-01-10 {letter}\n    Expenses:{account}  {amount} NOK\n")
                journal.write("    Equity:Ministry\n\n")
    with (folder / "books.beancount").open("w", encoding="utf-8") as journal:
        names = sorted({f"Expenses:{account}" for _, _, account, _ in booked})
        for name in ("Equity:Ministry", *names):
            journal.write(f"1000-01-01 open {name}\n")
        for year, letter, account, amount in booked:
            journal.write(f'\n{year}-01-10 * "{letter}"\n')
            journal.write(f"  Expenses:{account}  {amount} NOK\n  Equity:Ministry\n")
    told = {"movements": len(booked), "year": last, "balances": balances[last]}
    (folder / "books.json").write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    main()
