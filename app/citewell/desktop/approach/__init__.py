"""The approach page: what speaks for retrieval, fine-tuning or both on this home."""
