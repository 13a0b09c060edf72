"""Frames of exec and eval have no source lines."""
code = "def inner():\n    return 1 / 0\ninner()\n"
exec(compile(code, "<generated>", "exec"), {"__name__": "gen"})
