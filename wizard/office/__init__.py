"""An accounting office at work: the same steps as for one company, at many clients at once."""
