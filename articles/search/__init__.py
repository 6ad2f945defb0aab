"""Finding articles by the words that are printed in them."""
