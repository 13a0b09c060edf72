"""sys.exit with text prints it on stderr and exits with 1."""
import sys
print("out")
sys.exit("fatal: something is wrong")
