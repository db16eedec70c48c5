"""The rules of ``verify``: the ledger against the letters' text."""

from ..findings import Severity
from ..rules import Rule

_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


def _rule(code: str, severity: Severity, title: str, why: str, example: str, remedy: str) -> Rule:
    text = "\n".join((*_wrap(why), "", *_wrap(f"Example: {example}"), *_wrap(f"Remedy: {remedy}")))
    return Rule(code, severity, title, text)


def _wrap(text: str) -> list[str]:
    from textwrap import wrap

    return wrap(text, 96, break_long_words=False, break_on_hyphens=False)


RULES: list[Rule] = [
    _rule(
        "V101",
        _ERROR,
        "Another text than the registered one",
        "Line numbers mean something only in the text that was registered. Another text is "
        "refused, not guessed at: nothing of that letter is checked against it. The last line "
        "counts "
        "also when no line feed ends it, which wc -l does not count.",
        "the letter was read from its PDF again, and every line moved by two.",
        "use the registered text. If the text itself was mended, check the record's lines against "
        "it first and then change sha256 and lines in the letter's record.",
    ),
    _rule(
        "V102",
        _ERROR,
        "The text of a held letter is missing",
        "A letter that we hold has a text that its facts can be looked up in.",
        "text: file: 2022-tb.txt, but the folder has no such file.",
        "give the right folder with --letters, or mend the file name.",
    ),
    _rule(
        "V103",
        _ERROR,
        "Lines that are not in the letter",
        "Lines that lie after the end of the text, or on which nothing is printed, prove nothing.",
        "lines: 3020-3030 in a letter of 3 021 lines.",
        "write the lines that carry the fact.",
    ),
    _rule(
        "V104",
        _ERROR,
        "The title is not in the lines",
        "Titles are taken over as printed, joined over line breaks, so that the letter's words "
        "find them. Case, dashes, quotation marks and hyphens at line ends do not count.",
        "title: Plan mot vold, where the letter prints Handlingsplan mot vold.",
        "write the title as printed, mend the lines, or accept the finding with the reason.",
    ),
    _rule(
        "V105",
        _ERROR,
        "The number is not in the lines",
        "A record speaks of what the letter numbers so. Spaces, dashes, leading zeros and line "
        "breaks do not count.",
        "a basis of TB2022-15 with lines where the letter prints TB2022-16.",
        "mend the lines, or say under printed or cited-as what the letter prints there.",
    ),
    _rule(
        "V106",
        _ERROR,
        "The departments are others",
        "Who owns an assignment in the ministry is printed in its heading, after its text "
        "(Ansvarlig "
        "avdeling i HOD) or with the contact person, in an order that counts. A record has none "
        "only when none is printed.",
        "departments: KTA, SHA where the heading says SHA/KTA.",
        "write the codes as printed.",
    ),
    _rule(
        "V107",
        _ERROR,
        "The date is not in the lines",
        "A deadline is a date that the letter prints, or words that the record keeps as printed.",
        "due: 2022-06-01 and lines that say 1. juli 2022.",
        "mend the date or the lines; give the letter's words as printed when the date is not full.",
    ),
    _rule(
        "V108",
        _ERROR,
        "The printed words are not in the lines",
        "What stands under printed are the letter's own words, so they must be there as they are.",
        "printed: innen utgangen av mars, where the letter says innen mars.",
        "write the words as they are printed, or mend the lines.",
    ),
    _rule(
        "V109",
        _ERROR,
        "The printed words say something else",
        "The words that a record keeps as printed and the value that was read out of them belong "
        "together. A year that the words leave out is not held against them.",
        "due: 2022-04-01 with printed: 1. mai, or amount: 9 000 000 with printed: åtte mill.",
        "look both up in the letter and mend the one that is wrong.",
    ),
    _rule(
        "V110",
        _ERROR,
        "The sum is not in the lines",
        "Every sum is printed somewhere: in kroner, in thousands in a table, in millions in the "
        "text, or in words that the record keeps as printed. 90 300 000 may be 90 300 or 90,3 "
        "mill.",
        "amount: 25 100 000 with lines that say 21,5 mill. kroner.",
        "mend the sum or the lines; write none when the letter prints no sum.",
    ),
    _rule(
        "V111",
        _ERROR,
        "The name is not in the lines",
        "Names of agencies, recipients, schemes, posts and people are taken over as printed.",
        "recipients: AKAN, where the letter says Akan kompetansesenter.",
        "write the name as printed, or mend the lines.",
    ),
    _rule(
        "V112",
        _ERROR,
        "The table's columns say otherwise",
        "A budget table prints the appropriation first and the allocation after it. Both sums "
        "being somewhere in the row is not enough. A table with one sum prints it with its "
        "sign, and "
        "running text says whether a post is reduced, so a cut is no increase.",
        "appropriation: 90 300 000 and amount: 96 948 000 for a row that prints 96 948 90 300.",
        "put each sum where the table has it; a blank column is none.",
    ),
    _rule(
        "V113",
        _ERROR,
        "The reference is not in the lines",
        "An assignment or a letter that is referred to is named in the lines, in one of its "
        "numbers.",
        "relations: - type: see, to: TB2021-48, where the lines name TB2021-49.",
        "mend the number or the lines; give the letter's words as cited-as when it prints another "
        "number or none.",
    ),
    _rule(
        "V114",
        _ERROR,
        "The post is not in the lines",
        "Money belongs to the chapter and post in whose row, under whose heading or with whose "
        "name the letter prints it.",
        "posts: 0765.60, with lines under the heading Kap. 765, post 62.",
        "mend the post or the lines.",
    ),
    _rule(
        "V115",
        _ERROR,
        "Another section",
        "The section that a record names is the one in which its lines stand.",
        "section: 2.2.2 and lines that stand under 2.2.3.",
        "write the number of the heading above the lines.",
    ),
    _rule(
        "V116",
        _WARNING,
        "The title stops short",
        "A heading that runs over several lines is easily cut after the first. The title ends "
        "where "
        "the paragraph does or a sentence begins; a remark in brackets, as (erstatter TB2025-34 "
        "deloppdrag 4), is no part of it.",
        "title: Ny nasjonal strategi for, whose next line says persontilpasset medisin.",
        "take the whole heading over as the title.",
    ),
    _rule(
        "V117",
        _ERROR,
        "The keywords are others",
        "Whether a post may be transferred or used under another is printed in its row, and "
        "decides what the agency may do with the money.",
        "a row with kan overføres, kan nyttes under post 70, and a record with neither.",
        "write keywords and usable-under as the row has them.",
    ),
    _rule(
        "V118",
        _WARNING,
        "Lines outside the lines of the record",
        "A part, a deadline or an earmark stands in the text that its record is about, so its "
        "lines lie within those of the basis or the movement. Lines elsewhere are mostly slips.",
        "a deadline with lines: 1082 in an assignment whose basis is lines 1090-1106.",
        "mend the item's lines, or add the place to the record's own lines.",
    ),
    _rule(
        "V119",
        _ERROR,
        "The bound is another",
        "Whether a sum is a limit, a floor or the sum itself is said by the word before it: inntil "
        "is up-to, minst is at-least.",
        "bound: exact for a sum that the letter gives as inntil 2 mill. kroner.",
        "write the bound that the letter's word means.",
    ),
    _rule(
        "V151",
        _WARNING,
        "An assignment that no record cites",
        "Every assignment of a held letter has a record, whose basis covers the heading. So has "
        "every point on an assignment («- TB2022-15 ... Frist utsettes») among or after the "
        "assignments. The points before the first assignment are only the letter's contents.",
        "the letter prints ID: TB2022-40, but no basis has that line.",
        "register the assignment, or mend the lines of the one that it is.",
    ),
    _rule(
        "V152",
        _WARNING,
        "A table row that no allocation cites",
        "Every row of a budget table is a movement, also one with a blank or zero sum.",
        "the table prints 740 72, but there is no allocation of 0740.72 with that line.",
        "register the movement, or add the row's line to its lines.",
    ),
    _rule(
        "V153",
        _WARNING,
        "A post's heading that nothing cites",
        "Running text on a post says what its money is for, so some record of that post cites it: "
        "an allocation, an authorization or a reporting requirement.",
        "Kap. 769, post 21 og 70 has a text of its own, but no record of 0769.70 cites it.",
        "add the lines of the text to the record that it belongs to.",
    ),
    _rule(
        "V154",
        _WARNING,
        "A goal that no record cites",
        "Every goal of a held letter has a record.",
        "Mål 9 has a heading, but no goal has that line.",
        "register the goal.",
    ),
    _rule(
        "V155",
        _WARNING,
        "Text of an assignment that is left out",
        "What stands under an assignment's heading belongs to it, so its basis covers it all. The "
        "last paragraphs, after a page break, are those that are overlooked. A line that is "
        "only the "
        "name of an area or of a kind of change (Folkehelse, Nye oppdrag) begins something else; "
        "the text under it must be cited too.",
        "a basis with lines 1169-1191, where the text with the deadline goes on to 1196.",
        "read the rest and extend the lines.",
    ),
    _rule(
        "V156",
        _WARNING,
        "Lines that reach into another assignment",
        "The basis of one assignment ends before the heading of the next.",
        "lines: 1249-1262, where 1262 is the heading of the next assignment.",
        "end the lines earlier.",
    ),
    _rule(
        "V157",
        _WARNING,
        "A date in the text that is no deadline of the record",
        "A day that the letter names in an assignment's text is nearly always a deadline. Days "
        "before the letter are past references and are not counted.",
        "the text says innen 15. november 2022, but no deadline of the record is on that day.",
        "register the deadline, or accept the finding and say what the date is.",
    ),
    _rule(
        "V158",
        _NOTE,
        "A sum that no record has",
        "A sum in running text is an earmark, a restated total or a fund. This one is in no record "
        "that cites its line, neither as a sum nor in a note.",
        "the text says hvorav 2 mill. kroner til X, but the post has no such earmark.",
        "register it, or name it in a note when it is no money of the post.",
    ),
    _rule(
        "V159",
        _NOTE,
        "A date that no record cites",
        "A day after the letter, outside the assignments, on a line that nothing cites. The "
        "letter's "
        "own date and the day of its signature are none.",
        "a reporting date in a paragraph that was not registered.",
        "register it when the agency must do something by then.",
    ),
    _rule(
        "V160",
        _WARNING,
        "A held letter without a text",
        "A letter that we hold has its text's file, sha256 and number of lines in its record; "
        "without them nothing that rests on the letter can be looked up.",
        "a letter without held: no and without text.",
        "add text to the letter's record.",
    ),
]

TABLE: dict[str, Rule] = {row.code: row for row in RULES}
