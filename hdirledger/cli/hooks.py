"""``hdirledger hooks install`` and ``hdirledger hooks remove``."""

from pathlib import Path

import click

from .options import ledger_option


@click.command("hooks")
@click.argument("what", type=click.Choice(("install", "remove")))
@ledger_option
def command(where: Path, what: str) -> None:
    """Git hooks that check what is committed and pushed.

    They check the whole ledger as it is staged (pre-commit, pre-merge-commit), the message and its
    trailers (commit-msg), and all commits that are pushed (pre-push). Those who have pre-commit can
    use it instead: pre-commit install.
    """
    from ..hooks import Hooks
    from ..recordtime import open_repository

    hooks = Hooks.of(open_repository(where))
    names = hooks.install() if what == "install" else hooks.remove()
    done = "installed" if what == "install" else "removed"
    click.echo(f"{done}: {', '.join(names)}" if names else "there are no hooks of ours")
