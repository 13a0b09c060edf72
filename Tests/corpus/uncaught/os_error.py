"""OSError with a file name."""
print("opening")
open("/no/such/dir/file.txt")
