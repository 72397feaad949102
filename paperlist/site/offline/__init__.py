"""Reading without a network: the service worker, the pages that it can keep, and the manifest."""
