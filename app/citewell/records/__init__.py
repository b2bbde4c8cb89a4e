"""Serialisation: the values of the domain as JSON, for what is stored, printed, or sent to another process."""
