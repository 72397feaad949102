"""Why a PDF cannot be used."""


class Unusable(Exception):
    """The reason, as one line."""
