class AST:
    """The base class of all syntax tree nodes."""
    __module__ = "ast"
    _fields = ()
    _attributes = ()
    __match_args__ = ()
    _field_types = {}

    def __new__(cls, /, *args, **kwargs):
        return object.__new__(cls)

    def __init__(self, /, *args, **kwargs):
        cls = type(self)
        fields = cls._fields
        if len(args) > len(fields):
            raise TypeError(f"{cls.__name__} constructor takes at most {len(fields)} positional argument{'' if len(fields) == 1 else 's'}")
        remaining = dict.fromkeys(fields)
        for name, value in zip(fields, args):
            setattr(self, name, value)
            remaining.pop(name, None)
        for name, value in kwargs.items():
            if name in fields:
                if name not in remaining:
                    raise TypeError(f"{cls.__name__} got multiple values for argument '{name}'")
                del remaining[name]
            elif name not in cls._attributes:
                _deprecated(f"{cls.__name__}.__init__ got an unexpected keyword argument '{name}'. "
                            "Support for arbitrary keyword arguments is deprecated and will be removed in Python 3.15.")
            setattr(self, name, value)
        types = cls._field_types
        for name in remaining:
            if name not in types:
                _deprecated(f"Field '{name}' is missing from {cls.__name__}._field_types. "
                            "This will become an error in Python 3.15.")
                continue
            kind = types[name]
            if type(kind) is _Union:
                pass
            elif type(kind) is _Alias:
                setattr(self, name, [])
            elif kind is expr_context:
                setattr(self, name, _load)
            else:
                _deprecated(f"{cls.__name__}.__init__ missing 1 required positional argument: '{name}'. "
                            "This will become an error in Python 3.15.")

    def __reduce__(self):
        return type(self), (), self.__dict__

    def __replace__(self, /, **changes):
        cls = type(self)
        known = set(cls._fields) | set(cls._attributes)
        unknown = [k for k in changes if k not in known]
        if unknown:
            raise TypeError(f"{cls.__name__}.__replace__ got an unexpected keyword argument {unknown[0]!r}.")
        state = {k: v for k, v in self.__dict__.items()}
        missing = [k for k in cls._fields if k not in state and k not in changes and not hasattr(self, k)]
        if missing:
            raise TypeError(f"{cls.__name__}.__replace__ missing {len(missing)} keyword argument{'' if len(missing) == 1 else 's'}: "
                            + ", ".join(map(repr, missing)) + ".")
        state.update(changes)
        return cls(**state)


def _deprecated(text):
    import warnings
    warnings.warn(text, DeprecationWarning, stacklevel=3)


def _make(table, namespace):
    rows = [line.split("|", 5) for line in table.splitlines() if line and line[0] != "#"]
    pending = []
    for name, base, fields, attributes, optional, doc in rows:
        pairs = [f.split(":") for f in fields.split(",")] if fields else []
        names = tuple(p[0] for p in pairs)
        body = {"__module__": "ast", "_fields": names, "__match_args__": names, "__doc__": doc.replace("\\n", "\n") or None}
        if attributes != "-":
            body["_attributes"] = tuple(attributes.split(",")) if attributes else ()
        for a in optional.split(","):
            if a:
                body[a] = None
        for n, t in pairs:
            if t[0] == "?":
                body[n] = None
        cls = type(name, (namespace[base],), body)
        namespace[name] = cls
        pending.append((cls, pairs))
    builtin = {"str": str, "int": int, "object": object, "bool": bool, "bytes": bytes, "float": float}

    def find(t):
        if t[0] == "?":
            return find(t[1:]) | None
        if t[0] == "[":
            return list[find(t[1:])]
        return builtin.get(t) or namespace[t]

    for cls, pairs in pending:
        cls._field_types = {n: find(t) for n, t in pairs}
        cls.__annotations__ = cls._field_types


_Union = type(int | None)
_Alias = type(list[int])
