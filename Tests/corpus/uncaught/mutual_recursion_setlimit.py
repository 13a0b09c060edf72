"""Folding counts repeated lines; the limit is small here."""
import sys
sys.setrecursionlimit(60)
def f(n):
    return f(n + 1) if n % 2 else f(n + 1)
f(0)
