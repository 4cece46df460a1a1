"""Values only: what the engine computes with, and the ports through which it meets the world."""
