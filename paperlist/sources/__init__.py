"""Other hosts: the metadata of a paper from arXiv and doi.org.

Nothing is imported here: `paperlist check` must start without the HTTP client.
"""
