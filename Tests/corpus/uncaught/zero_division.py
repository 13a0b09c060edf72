"""An uncaught error in nested calls: the traceback on stderr, exit code 1, output before it kept."""
def divide(a, b):
    return a / b
def middle(n):
    total = 1 + divide(n, 0) * 2
    return total
print("before")
middle(5)
print("never")
