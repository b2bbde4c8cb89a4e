"""The topics page: topics with their assist levels, groups to name, and questions without an answer."""
