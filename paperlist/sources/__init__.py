"""Other hosts: what arXiv and doi.org say about a paper.

Nothing is imported here: `paperlist check` must start without the HTTP client.
"""
