"""Widgets that more than one page uses; each says in its docstring how it is made and worded."""
