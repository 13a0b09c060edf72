class CField:
    """Structure/Union member"""

    def __init__(self, name, cls, offset, index, bits=None, low=0):
        self._name, self._type, self.offset, self._index, self._bits, self._low = name, cls, offset, index, bits, low
        self.size = cls._c_size if bits is None else bits << 16 | low

    def __get__(self, obj, owner=None):
        if obj is None:
            return self
        if not isinstance(obj, _CData):
            raise TypeError("not a ctype instance")
        if self._bits is not None:
            return self._get_bits(obj._c_address + self.offset)
        cls = self._type
        if cls._c_plain:
            return cls._c_load(obj._c_address + self.offset)
        if issubclass(cls, Array):
            code = getattr(cls._type_, "_c_code", None)
            if code == "c" and cls._type_._c_plain:
                return _read(obj._c_address + self.offset, cls._c_size).partition(b"\0")[0]
            if code == "u" and cls._type_._c_plain:
                return _read_wide(obj._c_address + self.offset, cls._length_).partition("\0")[0]
        return _get(cls, obj, self._index, obj._c_address + self.offset)

    def __set__(self, obj, value):
        if not isinstance(obj, _CData):
            raise TypeError("not a ctype instance")
        if self._bits is not None:
            self._set_bits(obj._c_address + self.offset, value)
            return
        if isinstance(value, bytes) and issubclass(self._type, Array) and self._type._type_._c_code == "c":
            value = value.partition(b"\0")[0]
            if len(value) > self.size:
                raise ValueError(f"bytes too long ({len(value)}, maximum length {self.size})")
        _keep(obj, self._index, _set(self._type, obj._c_address + self.offset, value))

    def __delete__(self, obj):
        raise TypeError("can't delete attribute")

    def _whole(self, address):
        return int.from_bytes(_read(address, self._type._c_size), "big" if self._type._c_swapped else "little")

    def _get_bits(self, address):
        value = self._whole(address) >> self._low & (1 << self._bits) - 1
        if self._type._c_code in "bhilq" and value >> self._bits - 1:
            value -= 1 << self._bits
        return bool(value) if self._type._c_code == "?" else value

    def _set_bits(self, address, value):
        if isinstance(value, _SimpleCData):
            value = value.value
        memory = _allocate(8)
        _store("q", memory.address, bool(value) if self._type._c_code == "?" else value)
        mask = (1 << self._bits) - 1
        value = self._whole(address) & ~(mask << self._low) | (_load("q", memory.address) & mask) << self._low
        _write(address, value.to_bytes(self._type._c_size, "big" if self._type._c_swapped else "little"))

    def __repr__(self):
        if self._bits is not None:
            return f"<Field type={self._type.__name__}, ofs={self.offset}:{self._low}, bits={self._bits}>"
        return f"<Field type={self._type.__name__}, ofs={self.offset}, size={self.size}>"
