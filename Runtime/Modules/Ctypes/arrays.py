class PyCArrayType(CType_Type):
    def __new__(meta, name, bases, namespace, **kwargs):
        cls = super().__new__(meta, name, bases, namespace, **kwargs)
        if "_c_abstract" in namespace:
            return cls
        length = getattr(cls, "_length_", None)
        if length is None:
            raise AttributeError("class must define a '_length_' attribute")
        if not isinstance(length, int):
            raise TypeError("The '_length_' attribute must be an integer")
        if length < 0:
            raise ValueError("The '_length_' attribute must not be negative")
        if length > 2 ** 63 - 1:
            raise OverflowError("The '_length_' attribute is too large")
        item = getattr(cls, "_type_", None)
        if item is None:
            raise AttributeError("class must define a '_type_' attribute")
        if not isinstance(item, CType_Type) or not hasattr(item, "_c_size"):
            raise TypeError("_type_ must have storage info")
        if item._c_size * length > 2 ** 63 - 1:
            raise OverflowError("array too large")
        cls._c_size, cls._c_align, cls._c_kind, cls._c_plain, cls._c_code = item._c_size * length, item._c_align, "P", False, None
        item._c_final = True
        if getattr(item, "_c_code", None) == "c":
            cls.value, cls.raw = property(_get_chars, _set_chars, _no_deletion), property(_get_raw, _set_raw)
        elif getattr(item, "_c_code", None) == "u":
            cls.value = property(_get_wide, _set_wide, _no_deletion)
        return cls

    def from_param(cls, value):
        if isinstance(value, cls):
            return value
        if cls._type_._c_code == "c" and isinstance(value, bytes) or cls._type_._c_code == "u" and isinstance(value, str):
            if len(value) > cls._length_:
                raise ValueError("Invalid length")
            return cls(*([value[i:i + 1] for i in range(len(value))]))
        if isinstance(value, tuple):
            return cls(*value)
        return super().from_param(value)


def _no_deletion(self):
    raise TypeError("can't delete attribute")


def _get_chars(self):
    return _read(self._c_address, self._c_total).partition(b"\0")[0]


def _set_chars(self, value):
    if not isinstance(value, bytes):
        raise TypeError(f"bytes expected instead of {type(value).__name__} instance")
    type(self)._c_set_text(self._c_address, value)


def _get_raw(self):
    return _read(self._c_address, self._c_total)


def _set_raw(self, value):
    data = bytes(memoryview(value))
    if len(data) > self._c_total:
        raise ValueError("byte string too long")
    _write(self._c_address, data)


def _get_wide(self):
    return _read_wide(self._c_address, self._length_).partition("\0")[0]


def _set_wide(self, value):
    if not isinstance(value, str):
        raise TypeError(f"unicode string expected instead of {type(value).__name__} instance")
    type(self)._c_set_text(self._c_address, value)


class Array(_CData, metaclass=PyCArrayType):
    __slots__ = ()
    _c_abstract = True
    __class_getitem__ = classmethod(type(list[int]))

    def __init__(self, *args):
        for i, value in enumerate(args):
            self[i] = value

    def _c_length(self):
        return self._length_

    @classmethod
    def _c_set_text(cls, address, value):
        if isinstance(value, bytes):
            if len(value) > cls._length_:
                raise ValueError("byte string too long")
            _write(address, value + b"\0" if len(value) < cls._length_ else value)
        else:
            if len(value) > cls._length_:
                raise ValueError("string too long")
            data = _wide_bytes(value)
            _write(address, data if len(value) < cls._length_ else data[:-4])

    def __len__(self):
        return self._length_

    def _c_place(self, index):
        if index < 0:
            index += self._length_
        if not 0 <= index < self._length_:
            raise IndexError("invalid index")
        return index

    def __getitem__(self, index):
        if isinstance(index, slice):
            items = [self[i] for i in range(*index.indices(self._length_))]
            code = getattr(self._type_, "_c_code", None)
            return b"".join(items) if code == "c" else "".join(items) if code == "u" else items
        if not hasattr(index, "__index__"):
            raise TypeError("indices must be integers")
        index = self._c_place(index.__index__())
        return _get(self._type_, self, index, self._c_address + index * self._type_._c_size)

    def __setitem__(self, index, value):
        if isinstance(index, slice):
            places = range(*index.indices(self._length_))
            if len(value) != len(places):
                raise ValueError("Can only assign sequence of same size")
            for i, place in enumerate(places):
                self[place] = value[i:i + 1] if isinstance(value, (bytes, str)) else value[i]
            return
        if not hasattr(index, "__index__"):
            raise TypeError("indices must be integer")
        index = self._c_place(index.__index__())
        _keep(self, index, _set(self._type_, self._c_address + index * self._type_._c_size, value))

    def __delitem__(self, index):
        raise TypeError("Array does not support item deletion")


_array_types = {}


def _array_type(cls, length):
    if not hasattr(length, "__index__"):
        raise TypeError(f"can't multiply sequence by non-int of type '{type(length).__name__}'")
    length = length.__index__()
    if length < 0:
        raise ValueError(f"Array length must be >= 0, not {length}")
    made = _array_types.get((cls, length))
    if made is None:
        made = PyCArrayType(f"{cls.__name__}_Array_{length}", (Array,), {"_length_": length, "_type_": cls, "__module__": _caller()})
        _array_types[cls, length] = made
    return made
