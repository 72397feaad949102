"""What other sites know about a listed paper: venue, DOI, code, licence, citations."""
