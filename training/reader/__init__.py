"""The reader: ticket and passages read together by six layers of MiniLM, which learn from a language model as well."""
