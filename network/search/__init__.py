"""How words are found in Japanese text, on both databases and everywhere on the site."""
