class _Members(CType_Type):
    def __new__(meta, name, bases, namespace, **kwargs):
        cls = super().__new__(meta, name, bases, namespace, **kwargs)
        if "_c_abstract" in namespace or namespace.get("_abstract_"):
            return cls
        cls._c_kind, cls._c_plain, cls._c_code = None, False, None
        for base in bases:
            if "_c_final" in base.__dict__:
                base._c_final = True
        cls._c_final = False
        cls._c_known = False
        base = next((b for b in cls.__mro__[1:] if isinstance(b, _Members) and "_c_size" in b.__dict__), None)
        cls._c_all = () if base is None else base._c_all
        cls._c_size, cls._c_align = (0, 1) if base is None else (base._c_size, base._c_align)
        if "_fields_" in namespace:
            cls._fields_ = namespace["_fields_"]
        return cls

    def __setattr__(cls, name, value):
        super().__setattr__(name, value)
        if name == "_fields_":
            _lay_out(cls, value)


class PyCStructType(_Members):
    pass


class UnionType(_Members):
    pass


def _lay_out(cls, fields):
    if cls.__dict__.get("_c_final") or cls.__dict__.get("_c_known"):
        raise AttributeError("_fields_ is final")
    if not isinstance(fields, (list, tuple)):
        raise TypeError("_fields_ must be a sequence of pairs")
    pack = getattr(cls, "_pack_", None)
    if pack is not None and (not isinstance(pack, int) or pack < 0):
        raise ValueError("_pack_ must be a non-negative integer")
    forced = getattr(cls, "_align_", 1)
    if not isinstance(forced, int) or forced < 0:
        raise ValueError("_align_ must be a non-negative integer")
    union, members = isinstance(cls, UnionType), list(cls._c_all)
    start = 0 if union else cls._c_size
    offset, size, align = start, cls._c_size, max(cls._c_align, forced or 1)
    unit, used = None, 0
    for field in fields:
        if not isinstance(field, tuple) or not 2 <= len(field) <= 3 or not isinstance(field[0], str):
            raise TypeError("'_fields_' must be a sequence of (name, C type) pairs")
        name, kind = field[:2]
        if not isinstance(kind, CType_Type) or not hasattr(kind, "_c_size"):
            raise TypeError(f"second item in _fields_ tuple (index {len(members) - len(cls._c_all)}) must be a C type")
        bits = None
        if len(field) == 3:
            bits = field[2]
            if not (issubclass(kind, _SimpleCData) and kind._c_code in _integers + "?"):
                raise TypeError(f"bit fields not allowed for type {kind.__name__}")
            if not isinstance(bits, int) or not 0 < bits <= kind._c_size * 8:
                raise ValueError("number of bits invalid for bit field")
        kind._c_final = True
        own = min(kind._c_align, pack) if pack else kind._c_align
        if union:
            place, low = 0, 0
        elif bits is not None and unit is not None and unit == kind._c_size and used + bits <= unit * 8:
            place, low = offset - unit, used
            used += bits
        else:
            offset = place = -(-offset // own) * own
            offset += kind._c_size
            low, unit, used = 0, kind._c_size if bits is not None else None, bits or 0
        if bits is None:
            unit = None
        if bits is not None and hasattr(cls, "_swappedbytes_"):
            low = kind._c_size * 8 - low - bits
        member = CField(name, kind, place, len(members), bits, low)
        members.append(member)
        type.__setattr__(cls, name, member)
        align = max(align, own)
        size = max(size, place + kind._c_size)
    cls._c_size, cls._c_align = -(-size // align) * align, align
    cls._c_all = tuple(members)
    cls._c_known = True
    cls._c_kind = (cls._c_size, align, _call_members(cls, members))
    for name in getattr(cls, "_anonymous_", ()):
        outer = cls.__dict__.get(name)
        if not isinstance(outer, CField):
            raise AttributeError(name)
        for inner in [f for f in vars(outer._type).values() if isinstance(f, CField)]:
            if not hasattr(cls, inner._name):
                type.__setattr__(cls, inner._name, CField(inner._name, inner._type, outer.offset + inner.offset, outer._index, inner._bits, inner._low))


def _call_members(cls, members):
    """The members as a call by value needs them: arrays are their items, one after another."""
    if isinstance(cls, UnionType):
        return tuple("Q" for _ in range(cls._c_size // 8)) + tuple("B" for _ in range(cls._c_size % 8))
    flat, units = [], set()
    for member in members:
        kind, count = member._type, 1
        while issubclass(kind, Array):
            kind, count = kind._type_, count * kind._length_
        # Bit fields share the unit that the first one of them is in.
        if member._bits is not None and member.offset in units:
            continue
        if member._bits is not None:
            units.add(member.offset)
        flat += [kind._c_kind] * count
    return tuple(flat)


def _init_members(self, *args, **kwargs):
    members = self._c_all
    if len(args) > len(members):
        raise TypeError("too many initializers")
    for member, value in zip(members, args):
        if member._name in kwargs:
            raise TypeError(f"duplicate values for field {member._name!r}")
        setattr(self, member._name, value)
    for name, value in kwargs.items():
        setattr(self, name, value)


class Structure(_CData, metaclass=PyCStructType):
    """Structure base class"""
    __slots__ = ()
    _c_abstract = True
    __init__ = _init_members

    def _c_length(self):
        return len(self._c_all)


class Union(_CData, metaclass=UnionType):
    """Union base class"""
    __slots__ = ()
    _c_abstract = True
    __init__ = _init_members

    def _c_length(self):
        return len(self._c_all)
