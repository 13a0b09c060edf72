"""KeyError's message is the key's repr; subscript carets."""
table = {"a": {"b": 1}}
print(table["a"]["b"])
print(table["a"]["missing key"])
