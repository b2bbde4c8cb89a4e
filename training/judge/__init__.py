"""The cross-encoder that reads a ticket and a passage together."""
