# The classes of ctypes, over memory and calls that C# gives: _allocate, _memory_at, _memory_over, _load, _store, _read, _write, _copy, _read_wide,
# _wide_bytes, _callback, _call, dlsym.

import sys

__version__ = "1.1.0"
FUNCFLAG_CDECL, FUNCFLAG_PYTHONAPI, FUNCFLAG_USE_ERRNO, FUNCFLAG_USE_LASTERROR = 1, 4, 8, 16
RTLD_LOCAL, RTLD_GLOBAL = 0, 256
SIZEOF_TIME_T = 8
CTYPES_MAX_ARGCOUNT = 1024

_sizes = {"c": 1, "b": 1, "B": 1, "?": 1, "h": 2, "H": 2, "i": 4, "I": 4, "l": 8, "L": 8, "q": 8, "Q": 8, "f": 4, "d": 8, "g": 16,
          "P": 8, "z": 8, "Z": 8, "O": 8, "u": 4, "v": 2}
_integers = "bBhHiIlLqQ"


class ArgumentError(Exception):
    pass


class CArgObject:
    """What is passed to a function: a kind of C and where it is."""
    __slots__ = ("_tag", "_kind", "_address", "_obj", "_value")

    def __init__(self, tag, kind, address, obj, value=None):
        self._tag, self._kind, self._address, self._obj, self._value = tag, kind, address, obj, value

    def __repr__(self):
        if self._tag in _integers:
            return f"<cparam '{self._tag}' ({_load(self._tag, self._address)})>"
        if self._tag in ("f", "d"):
            return f"<cparam '{self._tag}' ({_load(self._tag, self._address)!r})>"
        if self._tag == "c":
            return f"<cparam 'c' ({_load('c', self._address)!r})>"
        return f"<cparam '{self._tag}' ({_load('P', self._address) or 0:#x})>"

    _obj_ = property(lambda self: self._obj)


def _pointer_argument(tag, address, obj):
    memory = _allocate(8)
    _store("P", memory.address, address)
    return CArgObject(tag, "P", memory.address, (memory, obj), obj)


class CType_Type(type):
    """What all types of C have: a size, an alignment, and a kind for calls."""

    def __mul__(cls, length):
        return _array_type(cls, length)

    __rmul__ = __mul__

    def from_address(cls, address):
        if not isinstance(address, int):
            raise TypeError("integer expected")
        _sized(cls)
        return _at(cls, address, None)

    def from_buffer(cls, source, offset=0):
        _sized(cls)
        view = memoryview(source)
        if view.readonly:
            raise TypeError("underlying buffer is not writable")
        if not view.c_contiguous:
            raise TypeError("underlying buffer is not C contiguous")
        _checked_room(cls, view.nbytes, offset)
        memory = _memory_over(source)
        made = _at(cls, memory.address + offset, memory)
        made._c_objects = {"ffffffff": view} if made._c_length() else view
        return made

    def from_buffer_copy(cls, source, offset=0):
        _sized(cls)
        with memoryview(source) as view:
            data = view.tobytes()
        _checked_room(cls, len(data), offset)
        made = cls.__new__(cls)
        _write(made._c_address, data[offset:offset + cls._c_size])
        return made

    def in_dll(cls, dll, name):
        _sized(cls)
        if not isinstance(name, str):
            raise TypeError(f"in_dll() argument 2 must be str, not {type(name).__name__}")
        try:
            address = dlsym(dll._handle, name)
        except OSError as e:
            raise ValueError(str(e)) from None
        return _at(cls, address, None)

    def from_param(cls, value):
        if isinstance(value, cls):
            return value
        inner = getattr(value, "_as_parameter_", None)
        if inner is not None:
            return cls.from_param(inner)
        raise TypeError(f"expected {cls.__name__} instance instead of {type(value).__name__}")


def _sized(cls):
    if cls.__dict__.get("_c_abstract") or not hasattr(cls, "_c_size"):
        raise TypeError("abstract class")
    return cls


def _checked_room(cls, size, offset):
    if offset < 0:
        raise ValueError("offset cannot be negative")
    if cls._c_size > size - offset:
        raise ValueError(f"Buffer size too small ({size} instead of at least {cls._c_size + offset} bytes)")


def _at(cls, address, memory, base=None, index=0):
    """An instance over memory that is there."""
    made = object.__new__(cls)
    made._c_address, made._c_memory, made._b_base, made._c_index, made._c_objects, made._c_held, made._c_total = address, memory, base, index, None, None, cls._c_size
    if isinstance(made, CFuncPtr):
        made._c_prepare()
    return made
