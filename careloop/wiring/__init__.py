"""What happens because something else happened: one table."""
