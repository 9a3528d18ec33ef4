"""The look: frames, parts, forms, the gallery that shows them all, and the pages of signing in."""
