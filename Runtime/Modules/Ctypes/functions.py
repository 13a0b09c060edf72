class PyCFuncPtrType(CType_Type):
    def __new__(meta, name, bases, namespace, **kwargs):
        cls = super().__new__(meta, name, bases, namespace, **kwargs)
        if "_c_abstract" in namespace:
            return cls
        if not isinstance(getattr(cls, "_flags_", None), int):
            raise TypeError("class must define _flags_ which must be an integer")
        cls._c_size = cls._c_align = 8
        cls._c_kind, cls._c_plain, cls._c_code = "P", False, None
        if "_argtypes_" in namespace:
            _checked_argtypes(namespace["_argtypes_"])
        if "_restype_" in namespace:
            _checked_restype(namespace["_restype_"], "_restype_")
        return cls


def _checked_argtypes(types):
    if not isinstance(types, (list, tuple)):
        raise TypeError("_argtypes_ must be a sequence of types")
    for i, kind in enumerate(types, 1):
        if not hasattr(kind, "from_param"):
            raise TypeError(f"item {i} in _argtypes_ has no from_param method")
    return types


def _checked_restype(kind, name="restype"):
    if kind is not None and not isinstance(kind, CType_Type) and not callable(kind):
        raise TypeError(f"{name} must be a type, a callable, or None")
    return kind


# What the library asks for by address: functions that know Python's objects.
_known = {}


class CFuncPtr(_CData, metaclass=PyCFuncPtrType):
    """Function Pointer"""
    __slots__ = ("_c_callback", "_c_types", "_c_result", "_c_check", "_c_flags", "_c_name")
    _c_abstract = True

    def __new__(cls, *args):
        made = super().__new__(cls)
        made._c_prepare()
        if not args:
            return made
        first = args[0]
        if len(args) <= 2 and isinstance(first, tuple):
            made._c_find(first, args[1] if len(args) == 2 else None)
        elif len(args) == 1 and isinstance(first, int):
            _store("P", made._c_address, first)
        elif len(args) == 1 and callable(first):
            made._c_make(first)
        else:
            raise TypeError("argument must be callable or integer function address")
        return made

    def _c_prepare(self):
        self._c_callback = self._c_types = self._c_check = self._c_flags = self._c_name = None
        self._c_result = NotImplemented

    def _c_find(self, where, flags):
        if len(where) != 2:
            raise TypeError("argument 1 must be sequence of length 2")
        name, dll = where
        if not isinstance(name, (str, bytes)):
            raise TypeError("the ordinal/name must be a string" if not isinstance(name, int) else "function name must be string, bytes object or integer")
        handle = getattr(dll, "_handle", None)
        if not isinstance(handle, int):
            raise TypeError("the _handle attribute of the second argument must be an integer")
        try:
            address = dlsym(handle, name if isinstance(name, str) else name.decode())
        except OSError as e:
            raise AttributeError(str(e)) from None
        self._c_flags = None if flags is None else _checked_flags(flags, getattr(type(self), "_argtypes_", None))
        _store("P", self._c_address, address)
        self._c_objects = {"0": dll}

    def _c_make(self, function):
        cls = type(self)
        types, result = getattr(cls, "_argtypes_", None), getattr(cls, "_restype_", None)
        if types is None:
            raise TypeError("cannot construct instance of this class: no argtypes")
        if result is not None and not (isinstance(result, CType_Type) and getattr(result, "_c_code", None) is not None or isinstance(result, PyCPointerType)):
            raise TypeError("invalid result type for callback function")
        types = tuple(types)

        class Called:
            def __call__(self, place, addresses):
                arguments = []
                for kind, address in zip(types, addresses):
                    if kind._c_plain:
                        arguments.append(kind._c_load(address))
                    else:
                        made = kind.__new__(kind)
                        _copy(made._c_address, address, kind._c_size)
                        arguments.append(made)
                try:
                    value = function(*arguments)
                except BaseException as e:
                    _unraisable(e.with_traceback(e.__traceback__.tb_next), f"Exception ignored on calling ctypes callback function {function!r}")
                    return
                if result is None:
                    return
                try:
                    _give(result, place, value)
                except BaseException as e:
                    _unraisable(e.with_traceback(None), f"Exception ignored on converting result of ctypes callback function {function!r}")

            def __repr__(self):
                return repr(function)

        self._c_callback = _callback(Called(), None if result is None else result._c_kind, tuple(kind._c_kind for kind in types))
        _store("P", self._c_address, self._c_callback.address)
        self._c_objects = {"0": function}

    def _c_length(self):
        return 1

    def __bool__(self):
        return _load("P", self._c_address) is not None

    def __repr__(self):
        return f"<{type(self).__name__} object at {id(self):#x}>"

    @property
    def argtypes(self):
        """specify the argument types"""
        return self._c_types if self._c_types is not None else getattr(type(self), "_argtypes_", None)

    @argtypes.setter
    def argtypes(self, types):
        self._c_types = None if types is None else _checked_argtypes(types)

    @argtypes.deleter
    def argtypes(self):
        self._c_types = None

    @property
    def restype(self):
        """specify the result type"""
        return self._c_result if self._c_result is not NotImplemented else getattr(type(self), "_restype_", None)

    @restype.setter
    def restype(self, kind):
        self._c_result = _checked_restype(kind)

    @restype.deleter
    def restype(self):
        self._c_result = NotImplemented

    @property
    def errcheck(self):
        """a function to check for errors"""
        return self._c_check

    @errcheck.setter
    def errcheck(self, function):
        if not callable(function):
            raise TypeError("the errcheck attribute must be callable")
        self._c_check = function

    @errcheck.deleter
    def errcheck(self):
        self._c_check = None

    def __call__(self, *args, **kwargs):
        function = _load("P", self._c_address)
        if function is None:
            raise ValueError("attempt to call a NULL function pointer")
        types, result, outputs = self.argtypes, self.restype, None
        if self._c_flags is not None and types is not None:
            args, outputs = _completed(self._c_flags, types, args, kwargs)
        elif kwargs:
            raise TypeError(f"{type(self).__name__}() takes no keyword arguments")
        if types is not None and len(args) < len(types):
            raise TypeError(f"this function takes at least {len(types)} argument{'' if len(types) == 1 else 's'} ({len(args)} given)")
        if len(args) > CTYPES_MAX_ARGCOUNT:
            raise ArgumentError(f"too many arguments ({len(args)}), maximum is {CTYPES_MAX_ARGCOUNT}")
        own = _known.get(function)
        if own is not None:
            return own(*args)
        value = _foreign_call(function, type(self)._flags_, args, types, result)
        if self._c_check is not None:
            checked = self._c_check(value, self, args)
            if outputs is None or checked is not args:
                return checked
        if outputs is None:
            return value
        given = [args[i].__ctypes_from_outparam__() for i in outputs]
        return given[0] if len(given) == 1 else tuple(given)
