"""What outlives a run: journal, links and runs in a database, secrets in the keyring, the log."""
