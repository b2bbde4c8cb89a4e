"""The language model through llama.cpp, and the rules over its tokens."""
