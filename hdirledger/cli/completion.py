"""``hdirledger completion SHELL``."""

import click
from click.shell_completion import get_completion_class


@click.command("completion")
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
def command(shell: str) -> None:
    """Print the script by which a shell completes commands, options, ids, letters and posts.

    Put the line for your shell into its start file: for bash
    eval "$(hdirledger completion bash)", for zsh the same with zsh, for fish
    hdirledger completion fish | source. The program hdirledger must be on your PATH.
    """
    from . import cli

    kind = get_completion_class(shell)
    assert kind is not None
    made = kind(cli, {}, "hdirledger", "_HDIRLEDGER_COMPLETE")
    click.echo(made.source_template % made.source_vars())
