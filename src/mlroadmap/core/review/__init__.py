"""Reviews: which cards there are, what is remembered of them, and which are due."""
