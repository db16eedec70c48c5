"""The command ``scripts/make_ledger``."""

import argparse
import subprocess
import sys
from pathlib import Path

from .make import make
from .shape import Unmakeable


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="scripts/make_ledger",
        description="Make a synthetic ledger, shaped like the real one, as a git repository. "
        "The same numbers give the same commits, to the id.",
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="a new or empty folder")
    option = parser.add_argument
    option("--records", type=int, default=1000, metavar="N", help="how many (default 1000)")
    option("--commits", type=int, metavar="M", help="merges among them (default N/5)")
    option("--seed", type=int, default=1, metavar="S", help="of all that is by chance (default 1)")
    given = parser.parse_args()
    commits = given.records // 5 if given.commits is None else given.commits
    try:
        make(given.folder, given.records, commits, given.seed)
    except Unmakeable as error:
        parser.error(str(error))
    except (OSError, RuntimeError, subprocess.CalledProcessError) as error:
        sys.exit(f"{parser.prog}: {error}")
    print(f"{given.folder}: {given.records} records, {commits} commits")


main()
