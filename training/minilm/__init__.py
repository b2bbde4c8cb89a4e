"""Encoders out of all-MiniLM-L6-v2: network (torch), training loop, 8-bit ONNX graph, and what makes it ship."""
