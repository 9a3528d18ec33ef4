"""Units, posts, people, skills, calendars, and who may do what where."""
