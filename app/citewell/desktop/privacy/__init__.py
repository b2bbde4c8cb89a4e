"""The privacy page: what is stored, retention, and whether the audit log is whole."""
