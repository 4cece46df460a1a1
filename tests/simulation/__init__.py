"""A synk in a world where everything that can fail does, the same for the same seed.

The adapters, the http client, the engine, the store and the connectors are the real ones. Only
their edges are ours: time, the network's wire, the disk, the keyring, and the hands of others.
"""
