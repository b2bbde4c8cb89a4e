"""Retrieval: candidates, rank fusion, the cross-encoder reranker, and neighbouring passages."""
