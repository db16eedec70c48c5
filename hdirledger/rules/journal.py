"""J: the journal. What a commit changes in the ledger, held against what it says it registers.

These rules look at differences between versions, not at one ledger; ``hdirledger.journal`` judges.
"""

from ..findings import Severity
from . import Rule

_ERROR, _NOTE = Severity.ERROR, Severity.NOTE

JOURNAL: dict[str, Rule] = {
    code: Rule(code, severity, title, f"{why}\n\nExample: {example}\nRemedy: {remedy}")
    for code, severity, title, why, example, remedy in (
        (
            "J101",
            _ERROR,
            "A commit that changes the ledger does not say which letter it registers",
            "A commit is a journal entry, and its trailers name the voucher: Letter: registers\n"
            "one, Corrects: mends how one was registered, Editorial: changes form and our own\n"
            "words only and says why. A commit may have several. Merges need none.",
            "a message that ends without a last paragraph such as Letter: 2022-ttb-7-12",
            "git commit --amend, and add the trailer as the last paragraph of the message.",
        ),
        (
            "J102",
            _ERROR,
            "A trailer names a letter that there is not",
            "A trailer that names no letter of ledger.yaml explains nothing.",
            "Letter: 2022-ttb-7 where the letter is 2022-ttb-7-12; two letters in one trailer",
            "write the letter's id as ledger.yaml has it, one trailer for each letter.",
        ),
        (
            "J103",
            _ERROR,
            "The ledger and other files in one commit",
            "A journal entry is read, reverted and moved by itself; it cannot be when it also\n"
            "changes the program. A commit whose only trailer is Editorial: may do both, since a\n"
            "new form comes with the program that writes it.",
            "Letter: 2022-ttb-7-12 in a commit that also changes a schema",
            "commit what lies outside ledger/ by itself.",
        ),
        (
            "J104",
            _ERROR,
            "An item names a letter that no trailer names",
            "Every item that a commit brings or ends names its letter, by since, until or a basis\n"
            "entry, and the commit is the registration of that letter, or a correction of it.",
            "a deadline with since: 2022-ttb-18-36 in a commit with Letter: 2022-ttb-7-12",
            "commit each letter by itself, mend the item, or add the trailer that is missing.",
        ),
        (
            "J105",
            _ERROR,
            "What a letter said is changed, not ended",
            "What an earlier letter said stays, ended by the letter that changed it, so that the\n"
            "books can be read as of any letter. Only a mistake of ours is overwritten, and the\n"
            "commit then says Corrects: the letter that was registered wrongly.",
            "due: 2022-08-31 made due: 2022-09-30 by a commit with Letter: 2022-ttb-7-12",
            "end the item with until and add one with since; move a title to formerly.",
        ),
        (
            "J106",
            _ERROR,
            "A basis entry is changed or removed",
            "The basis tells every place where a letter speaks of an assignment. No later letter\n"
            "can change that; only the registration of the letter can have been wrong.",
            "the basis entry of 2022-tb gets other lines in a commit with Letter: 2022-ttb-7-12",
            "leave it, or mend it in a commit of its own with Corrects: the letter.",
        ),
        (
            "J107",
            _ERROR,
            "A registered movement, goal, calendar, authorization or letter is changed",
            "Such a record is what one letter said. A later letter makes a movement of its own,\n"
            "or ends an item with until; a balance is the sum of its movements.",
            "amount: in allocations/2022/0714.21/2022-tb.yaml changed by a supplementary letter",
            "add a record for the later letter, or say Corrects: the letter that it is from.",
        ),
        (
            "J108",
            _ERROR,
            "A record is deleted",
            "What a letter said once is never erased. A record that should not have been there\n"
            "goes in a commit that corrects every letter that said something in it.",
            "assignments/2022/TB2022-13.yaml removed because the assignment lapsed",
            "let the letter end it; or say Corrects: for each letter that the record names.",
        ),
        (
            "J109",
            _ERROR,
            "A trailer names a letter that nothing in the commit is from",
            "Who looks for what a letter did must not be led to a commit that did something else.",
            "Letter: 2022-tb in a commit that only mends a summary",
            "say Editorial: with the reason, or name the letter that is meant.",
        ),
        (
            "J110",
            _ERROR,
            "A letter changes what a later letter said, or letters change places",
            "Letters are registered in the order that ledger.yaml declares. One that is entered\n"
            "late leaves alone what later letters did: they had the last word.",
            "2022-ttb-2-6 is registered after 2022-ttb-7-12 and takes the title that it gave",
            "enter the late letter's value under formerly, where it held until the later one.",
        ),
        (
            "J111",
            _NOTE,
            "A version of a file cannot be read",
            "Nobody can say what a commit changed in a file that cannot be read. The next version\n"
            "that can is held against the last one that could, with the trailers of all commits\n"
            "between.",
            "a commit that left a conflict marker in a record, mended by the next one",
            "none is needed when a later commit mends it.",
        ),
    )
}
