"""The partners' side: a registry of connectors, and one folder for each that is built in."""
