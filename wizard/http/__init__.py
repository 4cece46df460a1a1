"""One synchronous way to speak HTTP: pure rules for retrying and pacing, and redaction."""
