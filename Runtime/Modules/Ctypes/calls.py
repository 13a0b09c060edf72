def _checked_flags(flags, types):
    if types is None:
        return None
    if not isinstance(flags, tuple):
        raise TypeError("paramflags must be a tuple or None")
    if len(flags) != len(types):
        raise ValueError("paramflags must have the same length as argtypes")
    for flag, kind in zip(flags, types):
        if not isinstance(flag, tuple) or not flag or not isinstance(flag[0], int):
            raise TypeError("paramflags must be a sequence of (int [,string [,value]]) tuples")
        if flag[0] & 3 == 2 and not (isinstance(kind, (PyCPointerType, PyCArrayType)) or getattr(kind, "_c_code", None) in ("P", "z", "Z")):
            raise TypeError(f"'out' parameter {flags.index(flag) + 1} must be a pointer type, not {kind.__name__}")
    return flags


def _completed(flags, types, args, kwargs):
    """The arguments of a function whose parameters are described, and which of them give results."""
    left, made, outputs = list(args), [], []
    for i, (flag, kind) in enumerate(zip(flags, types)):
        direction, name = flag[0] & 7, flag[1] if len(flag) > 1 else None
        if direction & 3 == 2:
            if isinstance(kind, PyCArrayType):
                made.append(kind())
            else:
                made.append(kind._type_())
            outputs.append(i)
            continue
        if left:
            made.append(left.pop(0))
        elif name is not None and name in kwargs:
            made.append(kwargs[name])
        elif len(flag) > 2:
            made.append(flag[2])
        elif direction & 4:
            made.append(0)
        else:
            raise TypeError(f"required argument '{name}' missing" if name else "not enough arguments")
        if direction & 3 == 3:
            outputs.append(i)
    if left:
        raise TypeError(f"call takes exactly {len(made) - len(outputs)} arguments ({len(args)} given)")
    return tuple(made), outputs or None


def _give(result, place, value):
    """Writes what a Python function returned to C."""
    code = getattr(result, "_c_code", None)
    kept = _set(result, place, value)
    if code is not None and code in _integers + "?c":
        # libffi takes small numbers as wide ones.
        _store("q", place, int.from_bytes(_read(place, result._c_size), "little", signed=code in "bhilq"))
    if kept is not None:
        _immortal.append(kept)


# What C was given by callbacks, which may use it for as long as it likes.
_immortal = []


def _argument(value, number):
    """The kind and the place of an argument."""
    if isinstance(value, CArgObject):
        return value._kind, value._address, value
    if isinstance(value, _CData):
        if isinstance(value, Array):
            made = _pointer_argument("P", value._c_address, value)
            return "P", made._address, made
        return type(value)._c_kind, value._c_address, value
    if value is None:
        made = _pointer_argument("P", 0, None)
        return "P", made._address, made
    if isinstance(value, int):
        if not -2 ** 63 <= value < 2 ** 64:
            raise OverflowError("int too long to convert")
        memory = _allocate(8)
        _store("i", memory.address, value)
        return "i", memory.address, memory
    if isinstance(value, (bytes, str)):
        memory = _allocate(8)
        return "P", memory.address, (memory, _store("z" if isinstance(value, bytes) else "Z", memory.address, value))
    inner = getattr(value, "_as_parameter_", None)
    if inner is not None:
        return _argument(inner, number)
    raise TypeError(f"Don't know how to convert parameter {number}")


def _foreign_call(function, flags, args, types, result):
    kinds, addresses, kept = [], [], []
    for i, value in enumerate(args):
        try:
            if types is not None and i < len(types):
                value = types[i].from_param(value)
            kind, address, keep = _argument(value, i + 1)
        except Exception as e:
            raise ArgumentError(f"argument {i + 1}: {type(e).__name__}: {e}") from None
        kinds.append(kind)
        addresses.append(address)
        kept.append(keep)
    typed = isinstance(result, CType_Type)
    size = result._c_size if typed else 8
    place = _allocate(max(size, 16))
    kept.append(place)
    _call(function, result._c_kind if typed else None if result is None else "i", place.address, tuple(kinds), tuple(addresses),
          len(types) if types is not None else len(args), bool(flags & FUNCFLAG_USE_ERRNO), kept)
    if result is None:
        return None
    if not typed:
        return result(_load("i", place.address))
    if result._c_plain:
        value = result._c_load(place.address)
    else:
        value = result.__new__(result)
        _copy(value._c_address, place.address, size)
    check = getattr(result, "_check_retval_", None)
    return value if check is None else check(value)
