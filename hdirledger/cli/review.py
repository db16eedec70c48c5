"""``hdirledger review``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..ledger import Ledger
from ..model.amounts import UNITS
from ..review import Review
from ..source import WorkingTree, find_project
from .options import echo
from .where import ledger_option

if TYPE_CHECKING:
    from ..git import Repository

FORMATS = ("table", "markdown", "json")


@click.command("review")
@click.argument("range_", metavar="[BASE...HEAD]", required=False)
@click.option("--staged", is_flag=True, help="What is staged, against the last commit.")
@click.option("--working", is_flag=True, help="What lies in the working tree, likewise.")
@click.option("--format", "format_", type=click.Choice(FORMATS), default="table",
              show_default=True, help="markdown is a comment for a pull request.")  # fmt: skip
@click.option("--unit", type=click.Choice(tuple(UNITS)), default="tkr", show_default=True,
              help="Unit of amounts in tables.")  # fmt: skip
@ledger_option
def command(
    where: Path, range_: str | None, staged: bool, working: bool, format_: str, unit: str
) -> None:
    """What a branch does, for the people who must approve it.

    Letters registered, assignments given, changed and ended, money per post before and after,
    findings that come and go, and changes that no letter explains. BASE...HEAD compares HEAD with
    where it left BASE, BASE..HEAD with BASE itself; BASE alone means BASE...HEAD. Without a range
    it is the current branch since it left the main branch.
    """
    from ..git import Repository
    from ..views import review as view

    if sum((range_ is not None, staged, working)) > 1:
        raise click.UsageError("a range, --staged and --working are three different questions.")
    project = find_project(where)
    repository = Repository.open(project)
    if staged or working:
        review, named = _uncommitted(repository, project, staged)
    else:
        review, named = _committed(repository, range_)
    report = view.report(review, named, repository.notes)
    if format_ == "markdown":
        from ..render import comment

        click.echo(comment.render(report, unit).encode("utf-8"), nl=False)
        return
    echo(report, format_, unit)


def _uncommitted(repository: "Repository", project: Path, staged: bool) -> tuple[Review, str]:
    from ..review import review

    tree = repository.index_tree() if staged else WorkingTree(project)
    base = Ledger.read(repository.tree("HEAD"))
    named = "what is staged" if staged else "the working tree"
    return review(base, Ledger.read(tree)), f"{named}, against HEAD"


def _committed(repository: "Repository", range_: str | None) -> tuple[Review, str]:
    from ..review import review

    base, head, named = _ends(repository, range_)
    commits = tuple(repository.log(head, since=base, first_parent=False))
    ledgers = (Ledger.read(repository.tree(base)), Ledger.read(repository.tree(head)))
    return review(*ledgers, commits), named


def _ends(repository: "Repository", range_: str | None) -> tuple[str, str, str]:
    """The commits to compare, and how to name them. Raises a usage error when there is nothing to
    compare with."""
    if range_ is None:
        main = repository.main_branch()
        if main is None:
            raise click.UsageError(
                "there is no main branch to compare with; name a range such as HEAD~1...HEAD."
            )
        base, head = repository.merge_base(main, "HEAD"), repository.resolve("HEAD").id
        if base == head:
            raise click.UsageError(
                f"HEAD has nothing that {main} does not have; name a range such as HEAD~1...HEAD, "
                "or use --staged or --working."
            )
        return base, head, f"{main}...HEAD"
    for dots in ("...", ".."):
        start, found, end = range_.partition(dots)
        if found:
            break
    else:
        start, dots, end = range_, "...", ""
    start, end = start or "HEAD", end or "HEAD"
    named = f"{start}{dots}{end}"
    head = repository.resolve(end).id
    if dots == "...":
        return repository.merge_base(start, end), head, named
    return repository.resolve(start).id, head, named
