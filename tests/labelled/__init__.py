"""Two registers of which it is known who is who, and what the matcher makes of them."""
