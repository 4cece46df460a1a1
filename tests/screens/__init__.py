"""Pictures of the window: every page in every state, each measured as it is drawn."""
