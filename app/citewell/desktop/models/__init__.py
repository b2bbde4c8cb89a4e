"""The models page: the language models that can draft, their speed here, and what the golden tickets say of them."""
