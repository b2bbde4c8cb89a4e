"""The audit log: a hash chain with a signed head."""
