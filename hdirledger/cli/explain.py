"""``hdirledger explain``."""

import click

from ..rules import table


@click.command("explain", help="Tell why a rule exists, with an example and the remedy.")
@click.argument("codes", nargs=-1, metavar="[CODE]...")
def command(codes: tuple[str, ...]) -> int:
    """Without a code, list all rules; a family letter lists its rules."""
    known = table()
    if not codes:
        for row in known.values():
            click.echo(f"{row.code}  {row.severity!s:8} {row.title}")
        return 0
    wanted = []
    for code in (code.upper() for code in codes):
        found = [row for row in known.values() if row.code == code or row.code[0] == code]
        if not found:
            raise click.UsageError(f"there is no rule {code}; hdirledger explain lists them all")
        wanted += found
    for number, row in enumerate(wanted):
        if number:
            click.echo()
        click.echo(click.style(f"{row.code} {row.severity}: {row.title}", bold=True))
        click.echo()
        click.echo(row.text)
    return 0
