"""What one person or department owes another: asked, accepted, answered, checked."""
