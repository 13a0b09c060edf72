class PyCSimpleType(CType_Type):
    def __new__(meta, name, bases, namespace, **kwargs):
        cls = super().__new__(meta, name, bases, namespace, **kwargs)
        if "_c_abstract" in namespace:
            return cls
        code = getattr(cls, "_type_", None)
        if code is None:
            raise AttributeError("class must define a '_type_' attribute")
        if not isinstance(code, str):
            raise TypeError("class must define a '_type_' string attribute")
        if len(code) != 1:
            raise ValueError("class must define a '_type_' attribute which must be a string of length 1")
        if code not in _sizes:
            raise AttributeError("class must define a '_type_' attribute which must be\na single character string containing one of 'cbBhHiIlLfuzZqQPXOv?g'.") if code != "X" else ValueError(f"_type_ '{code}' not supported")
        cls._c_size = cls._c_align = _sizes[code]
        cls._c_code = cls._c_kind = code
        cls._c_plain = _SimpleCData in bases
        swapped = kwargs.get("swapped") or namespace.get("_c_swapped", False)
        cls._c_swapped = swapped
        cls._c_format = (">" if swapped else "<") + {"l": "q", "L": "Q"}.get(code, code)
        if cls._c_plain and not swapped and code in "hHiIlLqQfd":
            other = type.__new__(meta, name, bases, dict(namespace))
            for attribute in ("_c_size", "_c_align", "_c_code", "_c_kind", "_c_plain"):
                setattr(other, attribute, getattr(cls, attribute))
            other._c_swapped, other._c_format = True, ">" + cls._c_format[1:]
            type.__setattr__(cls, "__ctype_le__", cls)
            type.__setattr__(cls, "__ctype_be__", other)
            type.__setattr__(other, "__ctype_le__", cls)
            type.__setattr__(other, "__ctype_be__", other)
        return cls

    def from_param(cls, value):
        code = cls._type_
        if isinstance(value, cls):
            return value
        if code in "zZP":
            found = _text_param(cls, code, value)
            if found is not NotImplemented:
                return found
        else:
            memory = _allocate(16)
            try:
                kept = cls._c_store(memory.address, value)
            except TypeError:
                if getattr(value, "_as_parameter_", None) is None:
                    raise
            else:
                return CArgObject(code, code, memory.address, (memory, kept), value)
        inner = getattr(value, "_as_parameter_", None)
        if inner is not None:
            return cls.from_param(inner)
        if code == "P":
            raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as ctypes.c_void_p")
        raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as ctypes.{'c_char_p' if code == 'z' else 'c_wchar_p'}")


def _text_param(cls, code, value):
    if value is None:
        return _pointer_argument(code, 0, None)
    if code == "P" and isinstance(value, int) or isinstance(value, bytes) and code in "zP" or isinstance(value, str) and code in "ZP":
        memory = _allocate(8)
        kept = _store("z" if isinstance(value, bytes) else "Z" if isinstance(value, str) else "P", memory.address, value)
        return CArgObject(code if code != "P" or isinstance(value, int) else "z" if isinstance(value, bytes) else "Z", "P", memory.address, (memory, kept, value), value)
    letter = {"z": "c", "Z": "u"}.get(code)
    if isinstance(value, (Array, _Pointer)) and (code == "P" or value._type_ is not None and getattr(value._type_, "_c_code", None) == letter):
        return value
    if isinstance(value, CArgObject) and (code == "P" or isinstance(value._value, _SimpleCData) and value._value._c_code == letter or isinstance(value._value, Array)):
        return value
    if code == "P" and (isinstance(value, CFuncPtr) or isinstance(value, _SimpleCData) and value._type_ in "zZP"):
        return value
    return NotImplemented


class _SimpleCData(_CData, metaclass=PyCSimpleType):
    __slots__ = ()
    _c_abstract = True

    def __init__(self, *args):
        if len(args) > 1:
            raise TypeError(f"__init__ expected at most 1 argument, got {len(args)}")
        if args:
            self.value = args[0]

    @classmethod
    def _c_load(cls, address):
        if cls._c_swapped:
            memory = _allocate(16)
            _write(memory.address, _read(address, cls._c_size)[::-1])
            return _load(cls._c_code, memory.address)
        return _load(cls._c_code, address)

    @classmethod
    def _c_store(cls, address, value):
        kept = _store(cls._c_code, address, value)
        if cls._c_swapped:
            _write(address, _read(address, cls._c_size)[::-1])
        return _Ref(value, kept) if cls._c_code in "zZO" else None

    @property
    def value(self):
        """current value"""
        return self._c_load(self._c_address)

    @value.setter
    def value(self, value):
        _keep(self, 0, self._c_store(self._c_address, value))

    @value.deleter
    def value(self):
        raise TypeError("can't delete attribute")

    def __bool__(self):
        return any(_read(self._c_address, self._c_total))

    def __repr__(self):
        if _SimpleCData not in type(self).__bases__:
            return f"<{type(self).__name__} object at {id(self):#x}>"
        return f"{type(self).__name__}({self.value!r})"

    def __ctypes_from_outparam__(self):
        return self.value if type(self)._c_plain else self
