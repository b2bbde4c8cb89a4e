"""Models: frozen descriptions, the child processes that hold them, and the adapters that speak to these."""
