namespace TieredPy.Runtime.Objects;

/// <summary>Text signatures and docstrings of slot wrappers: the same for every type, as in CPython's slot table.</summary>
internal static class SlotDocs
{
    private const string Nullary = "($self, /)";
    private const string Value = "($self, value, /)";

    public static (string? Signature, string? Doc) Of(string name)
    {
        switch (name)
        {
            case "__repr__": return (Nullary, "Return repr(self).");
            case "__str__": return (Nullary, "Return str(self).");
            case "__hash__": return (Nullary, "Return hash(self).");
            case "__lt__": return (Value, "Return self<value.");
            case "__le__": return (Value, "Return self<=value.");
            case "__eq__": return (Value, "Return self==value.");
            case "__ne__": return (Value, "Return self!=value.");
            case "__gt__": return (Value, "Return self>value.");
            case "__ge__": return (Value, "Return self>=value.");
            case "__bool__": return (Nullary, "True if self else False");
            case "__len__": return (Nullary, "Return len(self).");
            case "__getitem__": return ("($self, key, /)", "Return self[key].");
            case "__setitem__": return ("($self, key, value, /)", "Set self[key] to value.");
            case "__delitem__": return ("($self, key, /)", "Delete self[key].");
            case "__contains__": return ("($self, key, /)", "Return bool(key in self).");
            case "__iter__": return (Nullary, "Implement iter(self).");
            case "__next__": return (Nullary, "Implement next(self).");
            case "__call__": return ("($self, /, *args, **kwargs)", "Call self as a function.");
            case "__getattribute__": return ("($self, name, /)", "Return getattr(self, name).");
            case "__setattr__": return ("($self, name, value, /)", "Implement setattr(self, name, value).");
            case "__delattr__": return ("($self, name, /)", "Implement delattr(self, name).");
            case "__get__": return ("($self, instance, owner=None, /)", "Return an attribute of instance, which is of type owner.");
            case "__set__": return ("($self, instance, value, /)", "Set an attribute of instance to value.");
            case "__delete__": return ("($self, instance, /)", "Delete an attribute of instance.");
            case "__neg__": return (Nullary, "-self");
            case "__pos__": return (Nullary, "+self");
            case "__invert__": return (Nullary, "~self");
            case "__abs__": return (Nullary, "abs(self)");
            case "__int__": return (Nullary, "int(self)");
            case "__float__": return (Nullary, "float(self)");
            case "__index__": return (Nullary, "Return self converted to an integer, if self is suitable for use as an index into a list.");
            case "__await__": return (Nullary, "Return an iterator to be used in await expression.");
            case "__aiter__": return (Nullary, "Return an awaitable, that resolves in asynchronous iterator.");
            case "__anext__": return (Nullary, "Return a value or raise StopAsyncIteration.");
            case "__init__": return ("($self, /, *args, **kwargs)", "Initialize self.  See help(type(self)) for accurate signature.");
            case "__del__": return (Nullary, "Called when the instance is about to be destroyed.");
            case "__divmod__": return (Value, "Return divmod(self, value).");
            case "__rdivmod__": return (Value, "Return divmod(value, self).");
            case "__pow__": return ("($self, value, mod=None, /)", "Return pow(self, value, mod).");
            case "__rpow__": return ("($self, value, mod=None, /)", "Return pow(value, self, mod).");
            case "__buffer__": return ("($self, flags, /)", "Return a buffer object that exposes the underlying memory of the object.");
            case "__release_buffer__": return ("($self, buffer, /)", "Release the buffer object that exposes the underlying memory of the object.");
        }
        string inner = name.Trim('_');
        if (Symbol(inner) is { } plain) return (Value, $"Return self{plain}value.");
        if (inner[0] == 'r' && Symbol(inner[1..]) is { } reflected) return (Value, $"Return value{reflected}self.");
        if (inner[0] == 'i' && Symbol(inner[1..]) is { } inPlace) return (Value, $"Return self{inPlace}=value.".Replace("Return", ReturnsOrImplements(inPlace)));
        return (null, null);
    }

    private static string ReturnsOrImplements(string symbol) => symbol is "+" or "*" ? "Implement" : "Return";

    private static string? Symbol(string operation) => operation switch
    {
        "add" => "+",
        "sub" => "-",
        "mul" => "*",
        "matmul" => "@",
        "truediv" => "/",
        "floordiv" => "//",
        "mod" => "%",
        "lshift" => "<<",
        "rshift" => ">>",
        "and" => "&",
        "xor" => "^",
        "or" => "|",
        "pow" => "**",
        _ => null,
    };
}
