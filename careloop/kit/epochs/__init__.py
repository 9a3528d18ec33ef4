"""A number per kind of master data that moves with each change, so that a process knows when its copy is old."""
