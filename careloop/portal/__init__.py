"""What everybody sees first: home by post, messages, the side bar and the search box."""
