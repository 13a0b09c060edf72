"""sys.exit with a number, and finally blocks running."""
import sys
try:
    print("working")
    sys.exit(3)
finally:
    print("cleanup")
