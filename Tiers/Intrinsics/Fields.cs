using System.Reflection;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Modules.Arrays;
using TieredPy.Runtime.Objects;

namespace TieredPy.Tiers.Intrinsics;

/// <summary>The fields of runtime objects that compiled code reads and writes.</summary>
internal static class Fields
{
    private const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    public static readonly FieldInfo Shape = Of(typeof(PyObject), "Shape");
    public static readonly FieldInfo ListCount = Of(typeof(PyList), "count");
    public static readonly FieldInfo ListStore = Of(typeof(PyList), "store");
    public static readonly FieldInfo GlobalSlot = Of(typeof(GlobalCell), "Slot");
    public static readonly FieldInfo CellContent = Of(typeof(PyCell), "Content");
    public static readonly FieldInfo KeysVersion = Of(typeof(PyDict), "keysVersion");
    public static readonly FieldInfo RangeNext = Of(typeof(PyRangeIterator), "next");
    public static readonly FieldInfo RangeLeft = Of(typeof(PyRangeIterator), "left");
    public static readonly FieldInfo RangeStep = Of(typeof(PyRangeIterator), "step");
    public static readonly FieldInfo ListIteratorList = Of(typeof(PyListIterator), "list");
    public static readonly FieldInfo ListIteratorIndex = Of(typeof(PyListIterator), "index");
    public static readonly FieldInfo TupleIteratorTuple = Of(typeof(PyTupleIterator), "tuple");
    public static readonly FieldInfo TupleIteratorIndex = Of(typeof(PyTupleIterator), "index");
    public static readonly FieldInfo EnumerateSource = Of(typeof(PyEnumerate), "source");
    public static readonly FieldInfo EnumerateIndex = Of(typeof(PyEnumerate), "index");
    public static readonly FieldInfo ZipSources = Of(typeof(PyZip), "lenient");
    public static readonly FieldInfo StrIteratorText = Of(typeof(PyStrIterator), "text");
    public static readonly FieldInfo StrIteratorIndex = Of(typeof(PyStrIterator), "at");
    public static readonly FieldInfo BytesData = Of(typeof(PyBytes), "data");
    public static readonly FieldInfo ByteArrayData = Of(typeof(PyByteArray), "data");
    public static readonly FieldInfo ByteArrayHead = Of(typeof(PyByteArray), "head");
    public static readonly FieldInfo ByteArrayCount = Of(typeof(PyByteArray), "count");
    public static readonly FieldInfo ByteArrayExports = Of(typeof(PyByteArray), "exports");
    public static readonly FieldInfo BytesIteratorBytes = Of(typeof(PyBytesIterator), "bytes");
    public static readonly FieldInfo BytesIteratorIndex = Of(typeof(PyBytesIterator), "at");
    public static readonly FieldInfo ByteArrayIteratorBytes = Of(typeof(PyByteArrayIterator), "bytes");
    public static readonly FieldInfo ByteArrayIteratorIndex = Of(typeof(PyByteArrayIterator), "at");
    public static readonly FieldInfo ArrayData = Of(typeof(PyArray), "data");
    public static readonly FieldInfo ArrayCount = Of(typeof(PyArray), "count");
    public static readonly FieldInfo ArrayFormat = Of(typeof(PyArray), "format");
    public static readonly FieldInfo ArrayIteratorArray = Of(typeof(PyArrayIterator), "array");
    public static readonly FieldInfo ArrayIteratorIndex = Of(typeof(PyArrayIterator), "index");
    public static readonly FieldInfo ViewElements = Of(typeof(PyMemoryView), "elements");
    public static readonly FieldInfo ViewFirst = Of(typeof(PyMemoryView), "first");
    public static readonly FieldInfo ViewCount = Of(typeof(PyMemoryView), "count");
    public static readonly FieldInfo ViewFormat = Of(typeof(PyMemoryView), "elementFormat");
    public static readonly FieldInfo ViewIsReadOnly = Of(typeof(PyMemoryView), "readOnly");
    public static readonly FieldInfo MemoryIteratorView = Of(typeof(PyMemoryIterator), "view");
    public static readonly FieldInfo MemoryIteratorIndex = Of(typeof(PyMemoryIterator), "at");
    public static readonly FieldInfo MethodFunction = Of(typeof(PyMethod), "function");
    public static readonly FieldInfo MethodSelf = Of(typeof(PyMethod), "self");
    public static readonly FieldInfo GeneratorFunction = Of(typeof(PyGenerator), nameof(PyGenerator.Function));
    public static readonly FieldInfo GeneratorRegs = Of(typeof(PyGenerator), nameof(PyGenerator.Regs));
    public static readonly FieldInfo FunctionGlobals = Of(typeof(PyFunction), "<Globals>k__BackingField");
    public static readonly FieldInfo FunctionDefaults = Of(typeof(PyFunction), "<Defaults>k__BackingField");

    private static FieldInfo Of(Type t, string name) => t.GetField(name, All) ?? throw new InvalidOperationException($"{t.Name} has no field {name}");
}
