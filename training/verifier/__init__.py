"""The verifier: how the cross-encoder that ships in `resources/models/verifier` was made."""
