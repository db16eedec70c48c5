"""Where a command begins: with an answer that is kept, if there is one, before anything else is
imported; else with the command line itself."""

import sys

from . import answers


def main() -> None:
    """Run the command that the process was started for, and end with its exit code."""
    arguments = sys.argv[1:]
    question = answers.asked(arguments)
    answer = answers.find(question) if question is not None else None
    if answer is None:
        from .cli import main as command_line

        command_line(arguments, question)
        return
    try:
        sys.stdout.buffer.write(answer)
        sys.stdout.buffer.flush()
    except (OSError, KeyboardInterrupt) as error:
        from .cli import ended

        sys.exit(ended(error))
