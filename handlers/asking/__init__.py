"""Questions and their answers, with the buttons under them."""
