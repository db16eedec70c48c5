"""Editing the books the way vouchers act: a draft over the working tree, acts on plain data, and a
save that writes every file or none."""


class EditError(Exception):
    """What was asked for cannot be done, or means nothing; the message is a plain sentence or two,
    and nothing was written."""
