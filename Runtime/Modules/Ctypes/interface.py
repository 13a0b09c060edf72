def sizeof(obj):
    if isinstance(obj, _CData):
        return obj._c_total
    if isinstance(obj, CType_Type) and hasattr(obj, "_c_size"):
        return obj._c_size
    raise TypeError("this type has no size")


def alignment(obj):
    cls = type(obj) if isinstance(obj, _CData) else obj
    if isinstance(cls, CType_Type) and hasattr(cls, "_c_align"):
        return cls._c_align
    raise TypeError("no alignment info")


def addressof(obj):
    if not isinstance(obj, _CData):
        raise TypeError("invalid type")
    return obj._c_address


def byref(obj, offset=0):
    if not isinstance(obj, _CData):
        raise TypeError(f"byref() argument must be a ctypes instance, not '{type(obj).__name__}'")
    return _pointer_argument("P", obj._c_address + offset, obj)


def resize(obj, size):
    if not isinstance(obj, _CData):
        raise TypeError("excepted ctypes instance")
    if size < type(obj)._c_size:
        raise ValueError(f"minimum size is {type(obj)._c_size}")
    if obj._b_base is not None or isinstance(obj._c_memory, _Pointer) or obj._c_memory is None:
        raise ValueError("Memory cannot be resized because this object doesn't own it")
    if size <= obj._c_total:
        obj._c_total = size
        return
    memory = _allocate(size)
    _copy(memory.address, obj._c_address, obj._c_total)
    obj._c_address, obj._c_memory, obj._c_total = memory.address, memory, size


_pointer_type_cache = {}


def POINTER(cls):
    made = _pointer_type_cache.get(cls)
    if made is not None:
        return made
    if isinstance(cls, str):
        made = PyCPointerType("LP_" + cls, (_Pointer,), {"__module__": _caller()})
        _pointer_type_cache[id(made)] = made
        return made
    if not isinstance(cls, type):
        raise TypeError("must be a ctypes type")
    made = PyCPointerType("LP_" + cls.__name__, (_Pointer,), {"_type_": cls, "__module__": _caller()})
    _pointer_type_cache[cls] = made
    return made


def pointer(obj):
    made = _pointer_type_cache.get(type(obj))
    return (POINTER(type(obj)) if made is None else made)(obj)


def buffer_info(cls):
    obj = cls if isinstance(cls, type) else type(cls)
    shape = []
    while issubclass(obj, Array):
        shape.append(obj._length_)
        obj = obj._type_
    return getattr(obj, "_c_format", "B"), len(shape), tuple(shape)


def call_function(address, args):
    return _foreign_call(address, FUNCFLAG_PYTHONAPI, args, None, _c_int)


call_cdeclfunction = call_function


class _c_int(_SimpleCData):
    _type_ = "i"


def _cast(obj, kept, cls):
    if not (isinstance(cls, (PyCPointerType, PyCFuncPtrType)) or getattr(cls, "_c_code", None) in tuple("sPzUZXO")):
        raise TypeError(f"cast() argument 2 must be a pointer type, not {getattr(cls, '__name__', cls)}")
    made = cls.__new__(cls)
    if isinstance(kept, _CData):
        kept._c_container()
        if isinstance(kept._c_objects, dict):
            kept._c_objects[id(kept)] = kept
        made._c_objects = kept._c_objects
    made._c_memory = (made._c_memory, kept)
    argument = _c_void_p.from_param(obj)
    _, address, keep = _argument(argument, 1)
    made._c_memory = (made._c_memory, kept, keep)
    _store("P", made._c_address, _load("P", address) or 0)
    return made


class _c_void_p(_SimpleCData):
    _type_ = "P"


def _address_argument(value):
    _, address, kept = _argument(_c_void_p.from_param(value), 1)
    return _load("P", address) or 0, kept


def _string_at(value, size):
    address, kept = _address_argument(value)
    return _read(address, size)


def _wstring_at(value, size):
    address, kept = _address_argument(value)
    return _read_wide(address, size)


def _known_at(function):
    memory = _allocate(1)
    _immortal.append(memory)
    _known[memory.address] = function
    return memory.address


_cast_addr, _string_at_addr, _wstring_at_addr = _known_at(_cast), _known_at(_string_at), _known_at(_wstring_at)
_libc = dlopen(None, 0)
_memmove_addr, _memset_addr = dlsym(_libc, "memmove"), dlsym(_libc, "memset")

_hidden = ["_allocate", "_memory_at", "_memory_over", "_exported_memory", "_load", "_store", "_read", "_write", "_copy", "_read_wide", "_wide_bytes", "_callback", "_call", "_unraisable"]
_sealed = [_CData, CType_Type, PyCSimpleType, PyCArrayType, PyCPointerType, PyCStructType, UnionType, PyCFuncPtrType, _SimpleCData, Array, _Pointer,
           Structure, Union, CFuncPtr, CField]
_shown = ["ArgumentError", "Array", "CFuncPtr", "CTYPES_MAX_ARGCOUNT", "FUNCFLAG_CDECL", "FUNCFLAG_PYTHONAPI", "FUNCFLAG_USE_ERRNO",
          "FUNCFLAG_USE_LASTERROR", "POINTER", "RTLD_GLOBAL", "RTLD_LOCAL", "SIZEOF_TIME_T", "Structure", "Union", "_Pointer", "_SimpleCData",
          "__version__", "_cast_addr", "_memmove_addr", "_memset_addr", "_pointer_type_cache", "_string_at_addr", "_unpickle", "_wstring_at_addr",
          "addressof", "alignment", "buffer_info", "byref", "call_cdeclfunction", "call_function", "pointer", "resize", "sizeof"]
ArgumentError.__module__ = "ctypes"
