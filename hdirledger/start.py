"""Where a command begins: with an answer that is kept, if there is one, before anything else is
imported; else with the command line itself."""

import os
import sys

from . import ahead, answers


def main() -> None:
    """Run the command that the process was started for, and end with its exit code."""
    _open_what_is_closed()
    arguments = sys.argv[1:]
    try:
        question = answers.asked(arguments)
        answer = answers.find(question) if question is not None else None
        if answer is not None:
            sys.stdout.buffer.write(answer)
            sys.stdout.buffer.flush()
            return
        begun = ahead.begin(arguments)
    except (Exception, KeyboardInterrupt) as error:
        from .cli import ended

        sys.exit(ended(error))
    from .cli import main as command_line

    command_line(arguments, question or begun)


def _open_what_is_closed() -> None:
    """Where a process was started with its output closed (``>&-``), the first files that it opened
    would take the output's place."""
    for descriptor, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            mode = os.O_WRONLY if descriptor else os.O_RDONLY
            stream = os.fdopen(os.open(os.devnull, mode), "w" if descriptor else "r")
            setattr(sys, name, stream)
