"""How a command refuses."""


class CommandError(Exception):
    """A refusal whose text is all that the user needs to read: it is printed without a stack trace."""
