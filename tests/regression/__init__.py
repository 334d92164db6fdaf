"""What the five seeds give, pinned: a change of code shows which rows it wins and loses."""
