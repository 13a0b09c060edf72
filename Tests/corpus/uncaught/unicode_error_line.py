"""Carets under wide and accented characters."""
größe = {"日本": 1}
print("größe")
x = größe["日本"] + größe["missing 日本"] + 1
