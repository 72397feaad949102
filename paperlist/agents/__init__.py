"""The list for agents: a server of the Model Context Protocol, which only reads."""

from paperlist.agents.server import make_server

__all__ = ["make_server"]
