"""The layer that tells tickets which a person must answer by what they mean."""
