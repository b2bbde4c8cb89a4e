"""The recipe of the token model that finds names, addresses, organisations and bare numbers in tickets."""
