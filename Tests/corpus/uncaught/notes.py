"""Notes are printed after the message."""
e = ValueError("the message\nin two lines")
e.add_note("first note")
e.add_note("second\nnote")
raise e
