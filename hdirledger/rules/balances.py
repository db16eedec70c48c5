"""M: sums over the movements of a whole year."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..findings import Severity
from ..model.amounts import show
from ..model.posts import Post
from . import Problem, rule

if TYPE_CHECKING:
    from ..cards import AllocationCard
    from ..catalog import Catalog


@rule("M106", Severity.ERROR, "A balance that the letter states is not the balance")
def asserted(catalog: "Catalog") -> Iterator[Problem]:
    """A letter that says "160 + 8 = 168 mill." asserts the balance before and after its movement.
    The sum of the year's movements must agree, else a letter is missing or a sum misread.

    Example: asserts: before: 160 000 000 where the movements so far give 155 000 000.
    Remedy: look the sums up; perhaps a letter between them is not held: accept it with that reason.
    """
    cards = catalog.allocation_cards
    stating = [(path, card) for path, card in cards if "asserts" in card]
    by_post: dict[tuple[str, str], list[AllocationCard]] = defaultdict(list)
    for _, card in cards if stating else ():
        by_post[card["year"], card["posts"][0]].append(card)
    order = catalog.names.order
    for path, card in stating:
        # The balance of several posts together takes in what was given to each of them.
        place = order.get(card["letter"], len(order))
        posts = set(card["posts"])
        before, after = 0, 0
        for other in (other for post in posts for other in by_post[card["year"], post]):
            if posts.issuperset(other["posts"]):
                then = order.get(other["letter"], len(order))
                before += (other["amount"] or 0) if then < place else 0
                after += (other["amount"] or 0) if then <= place else 0
        for name, actual in (("before", before), ("after", after)):
            stated = card["asserts"].get(name)
            if stated is not None and stated != actual:
                message = f"{name} this movement the letter says {show(stated)}, "
                message += f"the movements give {show(actual)}"
                lines = catalog.record(path).asserts.lines
                yield Problem(path, ("asserts", name), message, lines=lines)


@rule("M110", Severity.ERROR, "One post has two movements from one letter")
def counted_twice(catalog: "Catalog") -> Iterator[Problem]:
    """A letter moves a post once; a post printed in two tables is counted once, with its lines as
    rows. Where posts have a movement together and one of them has a movement of its own, the sum
    stands in one of the two only.

    Example: 0762.21+0762.63 with amount 274 300 000 beside 0762.21 with amount 160 000 000.
    Remedy: keep the sum in one place; write amount: none in the other and keep its earmarks.
    """
    summed: dict[tuple[str, str, str], list[tuple[str, AllocationCard]]] = defaultdict(list)
    for path, card in catalog.allocation_cards:
        if card["amount"] is not None:
            for post in card["posts"]:
                summed[card["year"], card["letter"], post].append((path, card))
    for (_, letter, post), several in summed.items():
        if len(several) < 2:
            continue
        several.sort(key=lambda pair: pair[1]["posts"])
        for path, card in several:
            # The joint movement is told of; of two joint ones, both.
            if len(card["posts"]) > 1:
                others = ", ".join(other["id"] for _, other in several if other is not card)
                message = f"{Post.parse(post)} has a sum from {letter} in {others} too"
                lines = catalog.record(path).lines
                yield Problem(path, ("amount",), message, lines=lines)
