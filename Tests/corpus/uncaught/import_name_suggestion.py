"""Importing a name that is not in a module, with a suggestion."""
from sys import maxsizee
