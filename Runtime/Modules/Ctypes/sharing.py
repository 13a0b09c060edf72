class _Ref:
    """What must be kept for a pointer in memory: an object that _objects shows, and what else its memory hangs on."""
    __slots__ = ("shown", "held")

    def __init__(self, shown, held=None):
        self.shown, self.held = shown, held


def _keep(obj, index, ref):
    """Has the object that owns the memory keep what its memory points to."""
    if ref is None:
        return
    path, root = [f"{index:x}"], obj
    while root._b_base is not None:
        path.append(f"{root._c_index:x}")
        root = root._b_base
    path = ":".join(path)
    if ref.held is not None:
        if root._c_held is None:
            root._c_held = {}
        root._c_held[path] = ref.held
    if ref.shown is None:
        return
    root._c_container()
    if isinstance(root._c_objects, dict):
        root._c_objects[path] = ref.shown
    else:
        root._c_objects = ref.shown


def _get(cls, owner, index, address):
    """The value of a member or an item."""
    if cls._c_plain:
        return cls._c_load(address)
    made = _at(cls, address, owner._c_memory, owner, index)
    return made


def _set(cls, address, value):
    """Stores the value of a member or an item; what must be kept for it."""
    if not isinstance(value, _CData):
        if issubclass(cls, _SimpleCData):
            return cls._c_store(address, value)
        if isinstance(value, tuple):
            return _set(cls, address, cls(*value))
        if issubclass(cls, _Pointer) and value is None:
            _store("P", address, 0)
            return None
        if issubclass(cls, Array) and cls._type_._c_code == "c" and isinstance(value, bytes):
            cls._c_set_text(address, value)
            return None
        if issubclass(cls, Array) and cls._type_._c_code == "u" and isinstance(value, str):
            cls._c_set_text(address, value)
            return None
        raise TypeError(f"expected {cls.__name__} instance, got {type(value).__name__}")
    if isinstance(value, cls):
        _copy(address, value._c_address, cls._c_size)
        return _Ref((value._c_container(), value) if issubclass(cls, _Pointer) else value._c_container(), value)
    if issubclass(cls, _Pointer) and isinstance(value, Array):
        if value._type_ is not cls._type_:
            raise TypeError(f"incompatible types, {type(value).__name__} instance instead of {cls.__name__} instance")
        _store("P", address, value._c_address)
        return _Ref((value._c_container(), value), value)
    raise TypeError(f"incompatible types, {type(value).__name__} instance instead of {cls.__name__} instance")
