"""Encoders through ONNX Runtime: sentence embedder, cross-encoders, token classifier."""
