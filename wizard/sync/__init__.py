"""The engine: pure stages from two snapshots to a plan, and the journaled apply."""
