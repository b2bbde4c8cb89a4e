"""What runs behind the views: tasks and their lanes, the session, the queue of index runs, recovery, clipboard."""
