# What only the program's variables hold is finalized at exit, while functions and modules still work.
import atexit
import sys


class Resource:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("released", describe(self.name), sys.version_info[0])


def describe(name):
    return f"<{name}>"


one = Resource("one")
atexit.register(print, "exit functions come first")
print("the program ends")
