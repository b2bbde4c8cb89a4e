"""The page that searches all documents: passages, why each was found, and what disagrees."""
