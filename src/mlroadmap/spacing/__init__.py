"""The model of memory that says when a card is to be asked again."""
