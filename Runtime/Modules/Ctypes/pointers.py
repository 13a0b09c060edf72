class PyCPointerType(CType_Type):
    def __new__(meta, name, bases, namespace, **kwargs):
        cls = super().__new__(meta, name, bases, namespace, **kwargs)
        if "_c_abstract" in namespace:
            return cls
        cls._c_size = cls._c_align = 8
        cls._c_kind, cls._c_plain, cls._c_code = "P", False, None
        if "_type_" in namespace:
            cls.set_type(namespace["_type_"])
        elif not hasattr(cls, "_type_"):
            type.__setattr__(cls, "_type_", None)
        return cls

    def set_type(cls, item):
        if not isinstance(item, CType_Type):
            raise TypeError("_type_ must have storage info")
        type.__setattr__(cls, "_type_", item)

    def from_param(cls, value):
        if value is None:
            return None
        if isinstance(value, cls._type_):
            return byref(value)
        if isinstance(value, CArgObject) and isinstance(value._value, cls._type_):
            return value
        if isinstance(value, (Array, _Pointer)) and value._type_ is not None and issubclass(value._type_, cls._type_):
            return value
        return super().from_param(value)


class _Pointer(_CData, metaclass=PyCPointerType):
    """XXX to be provided"""
    __slots__ = ()
    _c_abstract = True

    def __new__(cls, *args):
        if getattr(cls, "_type_", None) is None:
            raise TypeError("Cannot create instance: has no _type_")
        return super().__new__(cls)

    def __init__(self, *args):
        if len(args) > 1:
            raise TypeError(f"_Pointer expected at most 1 argument, got {len(args)}")
        if args:
            self.contents = args[0]

    def _c_length(self):
        return 1

    def _c_target(self):
        return _load("P", self._c_address) or 0

    def __bool__(self):
        return self._c_target() != 0

    @property
    def contents(self):
        """the object this pointer points to (read-write)"""
        address = self._c_target()
        if not address:
            raise ValueError("NULL pointer access")
        kept = self._c_container()
        found = kept.get("1") if isinstance(kept, dict) else None
        if isinstance(found, self._type_) and found._c_address == address:
            return found
        made = _at(self._type_, address, self)
        return made

    @contents.setter
    def contents(self, value):
        if not isinstance(value, self._type_):
            raise TypeError(f"expected {self._type_.__name__} instead of {type(value).__name__}")
        _store("P", self._c_address, value._c_address)
        _keep(self, 1, _Ref(value))
        _keep(self, 0, _Ref(value._c_container()))

    def _c_item(self, index):
        address = self._c_target()
        if not address:
            raise ValueError("NULL pointer access")
        return address + index * self._type_._c_size

    def __getitem__(self, index):
        if isinstance(index, slice):
            step = 1 if index.step is None else index.step.__index__()
            if step == 0:
                raise ValueError("slice step cannot be zero")
            if index.start is None and step < 0:
                raise ValueError("slice start is required for step < 0")
            if index.stop is None:
                raise ValueError("slice stop is required")
            items = [self[i] for i in range(0 if index.start is None else index.start.__index__(), index.stop.__index__(), step)]
            code = getattr(self._type_, "_c_code", None)
            return b"".join(items) if code == "c" else "".join(items) if code == "u" else items
        if not hasattr(index, "__index__"):
            raise TypeError("Pointer indices must be integer")
        index = index.__index__()
        return _get(self._type_, self, index, self._c_item(index))

    def __setitem__(self, index, value):
        if not hasattr(index, "__index__"):
            raise TypeError("Pointer does not support item assignment")
        index = index.__index__()
        _keep(self, index, _set(self._type_, self._c_item(index), value))

    def __delitem__(self, index):
        raise TypeError("Pointer does not support item deletion")
