"""What people and programs are handed: plans, reports and question files, and the words in them."""
