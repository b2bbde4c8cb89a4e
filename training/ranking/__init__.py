"""The recipe of the ranking: the weights by which candidates are put in order."""
