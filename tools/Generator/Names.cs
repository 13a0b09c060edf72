using System.Collections.Generic;

namespace TieredPy.Generator;

/// <summary>Names of the runtime that the generator knows.</summary>
internal static class Names
{
    public const string Objects = "TieredPy.Runtime.Objects";
    public const string PyType = Objects + ".PyTypeAttribute";
    public const string PyModule = Objects + ".PyModuleAttribute";

    /// <summary>Special methods that CPython's slot table makes, so that they are wrapper_descriptors there.</summary>
    public static readonly HashSet<string> WrapperNames =
    [
        "__repr__", "__str__", "__hash__", "__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__", "__bool__", "__len__", "__getitem__",
        "__setitem__", "__delitem__", "__contains__", "__iter__", "__next__", "__call__", "__getattribute__", "__getattr__", "__setattr__",
        "__delattr__", "__get__", "__set__", "__delete__", "__neg__", "__pos__", "__invert__", "__abs__", "__int__", "__float__", "__index__",
        "__await__", "__aiter__", "__anext__", "__init__", "__del__", "__add__", "__radd__", "__iadd__", "__sub__", "__rsub__", "__isub__",
        "__mul__", "__rmul__", "__imul__", "__matmul__", "__rmatmul__", "__imatmul__", "__truediv__", "__rtruediv__", "__itruediv__",
        "__floordiv__", "__rfloordiv__", "__ifloordiv__", "__mod__", "__rmod__", "__imod__", "__divmod__", "__rdivmod__", "__lshift__",
        "__rlshift__", "__ilshift__", "__rshift__", "__rrshift__", "__irshift__", "__and__", "__rand__", "__iand__", "__xor__", "__rxor__",
        "__ixor__", "__or__", "__ror__", "__ior__", "__pow__", "__rpow__", "__ipow__", "__buffer__", "__release_buffer__",
    ];
}
