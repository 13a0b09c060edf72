class _CData(metaclass=CType_Type):
    __slots__ = ("_c_address", "_c_memory", "_b_base", "_c_index", "_c_objects", "_c_held", "_c_total", "__weakref__")
    _c_abstract = True

    def __new__(cls, *args, **kwargs):
        _sized(cls)
        cls._c_final = True
        memory = _allocate(cls._c_size)
        made = _at(cls, memory.address, memory)
        return made

    def _c_length(self):
        return 0

    _b_base_ = property(lambda self: self._b_base)
    _b_needsfree_ = property(lambda self: int(self._b_base is None))

    @property
    def _objects(self):
        return self._c_objects

    def _c_container(self):
        if self._c_objects is None and self._c_length():
            self._c_objects = {}
        return self._c_objects

    def __buffer__(self, flags):
        return _exported(self)

    def __hash__(self):
        raise TypeError("unhashable type")

    def __reduce__(self):
        if _has_pointers(type(self)):
            raise ValueError("ctypes objects containing pointers cannot be pickled")
        return _unpickle, (type(self), (self.__dict__, _read(self._c_address, self._c_total)))

    def __setstate__(self, state):
        attributes, data = state
        _write(self._c_address, data)
        self.__dict__.update(attributes)

    def __ctypes_from_outparam__(self):
        return self


def _unpickle(cls, state):
    made = cls.__new__(cls)
    made.__setstate__(state)
    return made


def _has_pointers(cls):
    if issubclass(cls, (_Pointer, CFuncPtr)):
        return True
    if issubclass(cls, _SimpleCData):
        return cls._type_ in "PzZO"
    if issubclass(cls, Array):
        return _has_pointers(cls._type_)
    return any(_has_pointers(f._type) for f in cls._c_all)


def _format(cls):
    """The format of an item, as PEP 3118 has it."""
    if issubclass(cls, Structure):
        text, at = "T{", 0
        for member in cls._c_all:
            if member._bits is not None:
                return "B"
            if member.offset > at:
                text += _padding(member.offset - at)
            text += f"{_shaped(member._type)}:{member._name}:"
            at = member.offset + member._type._c_size
        return text + (_padding(cls._c_size - at) if cls._c_size > at else "") + "}"
    if issubclass(cls, _Pointer):
        return "&" + (_shaped(cls._type_) if cls._type_ is not None else "B")
    if issubclass(cls, CFuncPtr):
        return "X{}"
    return getattr(cls, "_c_format", "B")


def _shaped(cls):
    shape = []
    while issubclass(cls, Array):
        shape.append(str(cls._length_))
        cls = cls._type_
    return f"({','.join(shape)})" * bool(shape) + _format(cls)


def _padding(count):
    return "x" if count == 1 else f"{count}x"


def _exported(self):
    cls, shape = type(self), []
    if self._c_total != cls._c_size:
        # After resize() there is more than the type tells of.
        return memoryview(_Held(self, "B", 1, (self._c_total,)))
    while issubclass(cls, Array):
        shape.append(cls._length_)
        cls = cls._type_
    return memoryview(_Held(self, _format(cls), cls._c_size, tuple(shape)))


class _Held:
    """Memory of an instance, which lives as long as what it is exported to."""

    def __init__(self, owner, *layout):
        self.owner, self.layout = owner, layout

    def __buffer__(self, flags):
        return memoryview(_exported_memory(self.owner._c_address, self.owner._c_total, *self.layout))


def _caller():
    """The name of the module that makes a type."""
    frame = sys._getframe(1)
    while frame is not None and frame.f_globals is globals():
        frame = frame.f_back
    return "_ctypes" if frame is None else frame.f_globals.get("__name__", "_ctypes")
