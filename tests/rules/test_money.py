"""Rules about money."""

import pytest

from .support import assert_mends, found

POST = "allocations/2022/0714.21/2022-tb.yaml"
LATER = "allocations/2022/0714.21/2022-ttb-1.yaml"

CASES: dict[str, tuple[str, dict[str, str], str]] = {
    "rows that do not sum": (
        "M101",
        {
            POST: """
             posts: ["0714.21"]
             letter: 2022-tb
             year: "2022"
             amount: 17 000 000
             stated: allocated
             rows:  #!
            -  - {amount: -10 000 000, lines: "10"}
            +  - {amount: -11 000 000, lines: "10"}
               - {amount: 28 000 000, lines: "11"}
             lines: 10-11
            """
        },
        "the rows' amount is 18 000 000, but amount is 17 000 000",
    ),
    "appropriations of rows that do not sum": (
        "M101",
        {
            POST: """
             posts: ["0714.21"]
             letter: 2022-tb
             year: "2022"
            -appropriation: 30 000 000
            +appropriation: 29 000 000
             amount: 17 000 000
             stated: allocated
             rows:  #!
               - {appropriation: 9 000 000, amount: 8 000 000, lines: "10"}
               - {appropriation: 20 000 000, amount: 9 000 000, lines: "11"}
             lines: 10-11
            """
        },
        "appropriation",
    ),
    "earmarks above their post": (
        "M102",
        {
            POST: """
             posts: ["0714.21"]
             letter: 2022-tb
             year: "2022"
             amount: 100 000 000
             stated: allocated
             earmarks:  #!
               - {amount: 60 000 000, bound: exact, purpose: Kampanje, lines: "11"}
            -  - {amount: 50 000 000, purpose: Forskning, lines: "12"}
            +  - {amount: 40 000 000, purpose: Forskning, lines: "12"}
             lines: "10"
            """
        },
        "exact earmarks of 110 000 000 are more than the post, 100 000 000",
    ),
    "one earmark of at most more than its post": (
        "M102",
        {
            POST: """
             posts: ["0714.21"]
             letter: 2022-tb
             year: "2022"
             amount: 100 000 000
             stated: allocated
             earmarks:
            -  - amount: 100 000 001  #!
            +  - amount: 100 000 000
                 bound: up-to
                 purpose: Kampanje
                 lines: "11"
             lines: "10"
            """
        },
        "an earmark of 100 000 001",
    ),
    "a part above its earmark": (
        "M103",
        {
            POST: """
             posts: ["0714.21"]
             letter: 2022-tb
             year: "2022"
             amount: 100 000 000
             stated: allocated
             earmarks:
               - amount: 7 200 000
                 purpose: Kampanje
                 earmarks:  #!
            -      - {amount: 8 000 000, purpose: Evaluering, lines: "12"}
            +      - {amount: 7 000 000, purpose: Evaluering, lines: "12"}
                 lines: 11-12
             lines: "10"
            """
        },
        "exact earmarks of 8 000 000 are more than its parent, 7 200 000",
    ),
    "a split that does not add up": (
        "M104",
        {
            POST: """
             posts: ["0714.21"]
             letter: 2022-tb
             year: "2022"
             amount: 103 700 000
             stated: allocated
             split: complete  #!
             earmarks:
               - {amount: 100 000 000, purpose: Kampanje, lines: "11"}
            -  - {amount: 3 200 000, purpose: Forskning, lines: "12"}
            +  - {amount: 3 700 000, purpose: Forskning, lines: "12"}
             lines: "10"
            """
        },
        "the items add up to 103 200 000, the sum they split is 103 700 000",
    ),
    "a split of an earmark that does not add up": (
        "M104",
        {
            POST: """
             posts: ["0714.21"]
             letter: 2022-tb
             year: "2022"
             amount: 103 700 000
             stated: allocated
             earmarks:
               - amount: 5 000 000
                 purpose: Kampanje
                 split: complete  #!
                 earmarks:
                   - {amount: 4 000 000, purpose: Trykk, lines: "12"}
            +      - {amount: 1 000 000, purpose: Film, lines: "13"}
                 lines: 11-13
             lines: "10"
            """
        },
        "add up to 4 000 000",
    ),
    "expense on an income chapter": (
        "M105",
        {
            "allocations/2022/3714.04/2022-tb.yaml": """
             posts: ["3714.04"]
             letter: 2022-tb
             year: "2022"
            -side: expense  #!
            +side: income
             amount: 9 000 000
             stated: budgeted
             lines: "10"
            """
        },
        "side is expense, but 3714.04 is income",
    ),
    "both sides in one movement": (
        "M105",
        {
            POST: """
            -posts: ["0714.21", "3714.04"]  #!
            +posts: ["0714.21"]
             letter: 2022-tb
             year: "2022"
             amount: 9 000 000
             stated: allocated
             lines: "10"
            """
        },
        "posts of both sides",
    ),
    "a balance before that is not": (
        "M106",
        {
            POST: """
             posts: ["0714.21"]
             letter: 2022-tb
             year: "2022"
            -amount: 155 000 000
            +amount: 160 000 000
             stated: allocated
             lines: "10"
            """,
            LATER: """
             posts: ["0714.21"]
             letter: 2022-ttb-1
             year: "2022"
             amount: 8 000 000
             stated: allocated
             asserts:
               before: 160 000 000  #!
               after: 168 000 000  #!
               lines: "11"
             lines: "10"
            """,
        },
        "before this movement the letter says 160 000 000, the movements give 155 000 000",
    ),
    "a balance of two posts together": (
        "M106",
        {
            "allocations/2022/0769.21/2022-tb.yaml": """
             posts: ["0769.21"]
             letter: 2022-tb
             year: "2022"
             amount: 3 000 000
             stated: allocated
             lines: "10"
            """,
            "allocations/2022/0769.70/2022-tb.yaml": """
             posts: ["0769.70"]
             letter: 2022-tb
             year: "2022"
            -amount: 5 000 000
            +amount: 4 000 000
             stated: allocated
             lines: "11"
            """,
            "allocations/2022/0769.21+0769.70/2022-ttb-1.yaml": """
             posts: ["0769.21", "0769.70"]
             letter: 2022-ttb-1
             year: "2022"
             amount: 2 000 000
             stated: allocated
             asserts:
               after: 9 000 000  #!
               lines: "11"
             lines: "10"
            """,
        },
        "after this movement the letter says 9 000 000, the movements give 10 000 000",
    ),
    "more than was appropriated": (
        "M107",
        {
            POST: """
             posts: ["0714.21"]
             letter: 2022-tb
             year: "2022"
             appropriation: 21 050 000
            -amount: 21 100 000  #!
            +amount: 21 050 000
             stated: allocated
             lines: "10"
            """
        },
        "allocated 21 100 000, appropriated 21 050 000",
    ),
    "another sum in the text": (
        "M108",
        {
            POST: """
             posts: ["0714.21"]
             letter: 2022-tb
             year: "2022"
             amount: 18 422 000
             stated: allocated
             restated:
            -  - amount: 18 500 000  #!
            +  - amount: 18 422 000
                 lines: "90"
             lines: "10"
            """
        },
        "stated again as 18 500 000, booked as 18 422 000",
    ),
    "a blank field with a sum": (
        "M109",
        {
            POST: """
             posts: ["0714.21"]
             letter: 2022-tb
             year: "2022"
            -amount: 0  #!
            +amount: none
             stated: blank
             lines: "10"
            """
        },
        "stated is blank, but amount is 0",
    ),
    "a sum for two posts beside a sum for one of them": (
        "M110",
        {
            "allocations/2022/0762.21/2022-tb.yaml": """
             posts: ["0762.21"]
             letter: 2022-tb
             year: "2022"
             amount: 160 000 000
             stated: allocated
             lines: "10"
            """,
            "allocations/2022/0762.21+0762.63/2022-tb.yaml": """
             posts: ["0762.21", "0762.63"]
             letter: 2022-tb
             year: "2022"
            -amount: 274 300 000  #!
            +amount: none
             stated: allocated
             lines: "10"
            """,
        },
        "762.21 has a sum from 2022-tb in 2022/0762.21/2022-tb too",
    ),
    "two pairs that share a post": (
        "M110",
        {
            "allocations/2022/0762.21+0762.63/2022-tb.yaml": """
             posts: ["0762.21", "0762.63"]
             letter: 2022-tb
             year: "2022"
             amount: 274 300 000  #!
             stated: allocated
             lines: "10"
            """,
            "allocations/2022/0762.63+0762.70/2022-tb.yaml": """
             posts: ["0762.63", "0762.70"]
             letter: 2022-tb
             year: "2022"
            -amount: 9 000 000  #!
            +amount: none
             stated: allocated
             lines: "11"
            """,
        },
        "762.63",
    ),
}


@pytest.mark.parametrize(("code", "files", "says"), CASES.values(), ids=CASES.keys())
def test_fault_and_mend(code: str, files: dict[str, str], says: str) -> None:
    assert_mends(code, files, says)


def movement(post: str, letter: str, amount: str, rest: str = "") -> dict[str, str]:
    posts = ", ".join(f'"{each}"' for each in post.split("+"))
    return {
        f"allocations/2022/{post}/{letter}.yaml": f"posts: [{posts}]\nletter: {letter}\n"
        f'year: "2022"\namount: {amount}\nstated: allocated\n{rest}lines: "10"\n'
    }


def test_amounts_that_are_not_printed_are_not_held_against_anything() -> None:
    rest = (
        "split: complete\n"
        "appropriation: none\n"
        'rows: [{amount: none, lines: "11"}]\n'
        'earmarks: [{amount: 5 000 000, purpose: Kampanje, lines: "12"}]\n'
    )
    assert found(movement("0714.21", "2022-tb", "none", rest), "M") == []


def test_sums_that_are_included_or_at_most_need_not_add_up() -> None:
    rest = (
        "earmarks:\n"
        '  - {amount: 8 000 000, bound: including, purpose: Kampanje, lines: "12"}\n'
        '  - {amount: 9 000 000, bound: up-to, purpose: Forskning, lines: "13"}\n'
        '  - {amount: 10 000 000, bound: at-least, purpose: Drift, lines: "14"}\n'
    )
    assert found(movement("0714.21", "2022-tb", "10 000 000", rest), "M") == []


def test_a_cut_has_no_limit_for_what_it_is_cut_from() -> None:
    rest = 'earmarks: [{amount: -5 000 000, purpose: Reiser, lines: "12"}]\n'
    assert found(movement("0714.21", "2022-tb", "-5 000 000", rest), "M") == []


def test_the_sum_may_stand_with_the_pair_when_the_single_post_has_none() -> None:
    files = movement("0762.21", "2022-tb", "none")
    files |= movement("0762.21+0762.63", "2022-tb", "274 300 000")
    assert found(files, "M") == []


def test_a_pair_in_a_later_letter_is_another_movement() -> None:
    files = movement("0762.21", "2022-tb", "160 000 000")
    files |= movement("0762.21+0762.63", "2022-ttb-1", "4 000 000")
    assert found(files, "M") == []


def test_a_balance_follows_the_order_of_letters_not_of_file_names() -> None:
    asserts = 'asserts: {before: 3 000 000, after: 4 000 000, lines: "11"}\n'
    files = movement("0714.21", "2022-tb", "1 000 000")
    files |= movement("0714.21", "2022-ttb-2", "2 000 000")
    files |= movement("0714.21", "2022-ttb-1", "1 000 000", asserts)
    files["ledger.yaml"] = """
        agency: Helsedirektoratet
        ministry: Helse- og omsorgsdepartementet
        departments: [{code: KTA}]
        letters: [2022-tb, 2022-ttb-2, 2022-ttb-1]
        """
    assert found(files, "M") == []


def test_a_balance_is_that_of_one_year() -> None:
    asserts = 'asserts: {before: 0, after: 1 000 000, lines: "11"}\n'
    files = movement("0714.21", "2022-tb", "9 000 000")
    for text in movement("0714.21", "2022-ttb-1", "1 000 000", asserts).values():
        path = "allocations/2023/0714.21/2022-ttb-1.yaml"
        files[path] = text.replace('year: "2022"', 'year: "2023"')
    assert found(files, "M") == []
