"""What tables show: rows computed elsewhere, handed to Qt a cell at a time."""
