"""What a person goes through before the first synk: differences, pairs and the plan. Pure."""
