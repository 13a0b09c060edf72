namespace TieredPy.Runtime.Objects;

/// <summary>
/// The root of every Python object. Its virtual methods are the native bodies of special methods; a C# class that overrides one gives its
/// Python type that dunder (the generator sees to it). Never call them from outside on an object of unknown class: go through
/// <see cref="Ops"/>, which honours what Python subclasses override. Ints and floats have no object: their bodies are static, in
/// <see cref="PyInt"/> and <see cref="PyFloat"/>.
/// A body may throw <see cref="PyException"/>, or return <see cref="Value.Error"/> with the error pending (hot paths).
/// </summary>
public abstract partial class PyObject
{
    /// <summary>The hidden class: the type and where attributes are. Replaced when attributes are added or <c>__class__</c> is assigned.</summary>
    public Shape Shape;

    protected PyObject(Shape shape) => Shape = shape;

    /// <summary>The Python type.</summary>
    public PyType Type => Shape.Type;

    /// <summary>
    /// Where attribute slot <paramref name="i"/> of this instance is stored (it grows as needed). Overridden by every class whose instances carry
    /// attributes; read and written only through <see cref="HeapSlot"/>.
    /// </summary>
    internal virtual ref PyObject? SlotRef(int i) => throw new InvalidOperationException($"{GetType().Name} has no attribute slots");

    /// <summary>True when <see cref="SlotRef"/> works: the class can store instance attributes.</summary>
    internal virtual bool HasSlots => false;

    /// <summary>
    /// Where <see cref="Identities"/> keeps the object's number, 0 before it has one: a null reference in classes that have no room for it, whose
    /// objects have a table.
    /// </summary>
    internal virtual ref uint IdentityRef => ref Unsafe.NullRef<uint>();

    [Slot("__repr__")] public virtual Value Repr() => ObjectMethods.Repr(this);
    [Slot("__str__")] public virtual Value Str() => Ops.Repr(new Value(this));
    [Slot("__hash__")] public virtual long Hash() => ObjectMethods.IdentityHash(this);

    /// <summary>Rich comparison; returns NotImplemented when it doesn't know <paramref name="other"/>.</summary>
    [Slot("__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__")]
    public virtual Value Compare(CmpOp op, Value other) => ObjectMethods.Compare(this, op, other);

    [Slot("__bool__")] public virtual bool Bool() => true;
    [Slot("__len__")] public virtual long Len() => throw Err.NoLen(this);
    [Slot("__getitem__")] public virtual Value GetItem(Value key) => Err.Pend(Err.NotSubscriptable(this));
    [Slot("__setitem__")] public virtual void SetItem(Value key, Value value) => throw Err.NoItemAssignment(this);
    [Slot("__delitem__")] public virtual void DelItem(Value key) => throw Err.NoItemDeletion(this, key);
    [Slot("__contains__")] public virtual bool Contains(Value item) => throw Err.NotAContainer(this);
    [Slot("__iter__")] public virtual Value Iter() => throw Err.NotIterable(this);

    /// <summary>
    /// Appends all items of this iterable, or those that are left of this iterator, to a list, when that takes no Python code. False: nothing was done.
    /// For classes themselves, not for what derives from them in Python.
    /// </summary>
    internal virtual bool TryAppendAll(PyList list) => false;

    /// <summary>The next item, or <see cref="Value.Done"/>.</summary>
    [Slot("__next__")] public virtual Value Next() => throw Err.NotAnIterator(this);

    /// <summary>A call: the last <c>kw.Length</c> of <paramref name="args"/> are the keyword values.</summary>
    [Slot("__call__")] public virtual Value Call(ReadOnlySpan<Value> args, PyStr[]? kw) => throw Err.NotCallable(this);

    /// <summary>Attribute lookup: <see cref="Value.Missing"/> when there is no such attribute (the caller makes the AttributeError).</summary>
    [Slot("__getattribute__")] public virtual Value GetAttr(PyStr name) => ObjectMethods.GenericGetAttr(new Value(this), name);
    [Slot("__setattr__")] public virtual void SetAttr(PyStr name, Value value) => ObjectMethods.GenericSetAttr(new Value(this), name, value);
    [Slot("__delattr__")] public virtual void DelAttr(PyStr name) => ObjectMethods.GenericSetAttr(new Value(this), name, Value.Missing);

    /// <summary>Descriptor read. <paramref name="obj"/> is Missing when read through the class.</summary>
    [Slot("__get__")] public virtual Value DescrGet(Value obj, PyType? owner) => new(this);

    /// <summary>Descriptor write; <paramref name="value"/> is Missing for deletion (the generator makes __delete__ of the same body).</summary>
    [Slot("__set__", "__delete__")] public virtual void DescrSet(Value obj, Value value) => throw Err.TypeError("not a data descriptor");

    [Slot("__neg__")] public virtual Value Neg() => throw Err.BadUnary("-", this);
    [Slot("__pos__")] public virtual Value Pos() => throw Err.BadUnary("+", this);
    [Slot("__invert__")] public virtual Value Invert() => throw Err.BadUnary("~", this);
    [Slot("__abs__")] public virtual Value Abs() => throw Err.TypeError($"bad operand type for abs(): '{Type.FullName}'");
    [Slot("__int__")] public virtual Value ToInt() => throw Err.TypeError($"int() argument must be a string, a bytes-like object or a real number, not '{Type.FullName}'");
    [Slot("__float__")] public virtual Value ToFloat() => throw Err.TypeError($"must be real number, not {Type.FullName}");
    [Slot("__index__")] public virtual Value Index() => throw Err.TypeError($"'{Type.FullName}' object cannot be interpreted as an integer");
    [Slot("__await__")] public virtual Value Await() => throw Err.TypeError($"object {Type.FullName} can't be used in 'await' expression");
    [Slot("__aiter__")] public virtual Value AIter() => throw Err.TypeError($"'async for' requires an object with __aiter__ method, got {Type.FullName}");
    [Slot("__anext__")] public virtual Value ANext() => throw Err.TypeError($"'async for' requires an iterator with __anext__ method, got {Type.FullName}");
    [Slot("__init__")] public virtual void Init(ReadOnlySpan<Value> args, PyStr[]? kw) => ObjectMethods.Init(this, args, kw);
    [Slot("__del__")] public virtual void Del() { }

    /// <summary>
    /// True for what + concatenates and * repeats by sq_concat and sq_repeat: as CPython's sequences it has no methods of a number, which
    /// decides who goes first (<see cref="Ops.BinaryRaw"/>).
    /// </summary>
    internal virtual bool HasSequenceSlots => false;

    // Binary operations: return NotImplemented when the operand isn't known. R…: reflected (this is the right operand). I…: in place.
    [Slot("__add__")] public virtual Value Add(Value other) => Value.NotImplemented;
    [Slot("__radd__")] public virtual Value RAdd(Value other) => Value.NotImplemented;
    [Slot("__iadd__")] public virtual Value IAdd(Value other) => Value.NotImplemented;
    [Slot("__sub__")] public virtual Value Sub(Value other) => Value.NotImplemented;
    [Slot("__rsub__")] public virtual Value RSub(Value other) => Value.NotImplemented;
    [Slot("__isub__")] public virtual Value ISub(Value other) => Value.NotImplemented;
    [Slot("__mul__")] public virtual Value Mul(Value other) => Value.NotImplemented;
    [Slot("__rmul__")] public virtual Value RMul(Value other) => Value.NotImplemented;
    [Slot("__imul__")] public virtual Value IMul(Value other) => Value.NotImplemented;
    [Slot("__matmul__")] public virtual Value MatMul(Value other) => Value.NotImplemented;
    [Slot("__rmatmul__")] public virtual Value RMatMul(Value other) => Value.NotImplemented;
    [Slot("__imatmul__")] public virtual Value IMatMul(Value other) => Value.NotImplemented;
    [Slot("__truediv__")] public virtual Value TrueDiv(Value other) => Value.NotImplemented;
    [Slot("__rtruediv__")] public virtual Value RTrueDiv(Value other) => Value.NotImplemented;
    [Slot("__itruediv__")] public virtual Value ITrueDiv(Value other) => Value.NotImplemented;
    [Slot("__floordiv__")] public virtual Value FloorDiv(Value other) => Value.NotImplemented;
    [Slot("__rfloordiv__")] public virtual Value RFloorDiv(Value other) => Value.NotImplemented;
    [Slot("__ifloordiv__")] public virtual Value IFloorDiv(Value other) => Value.NotImplemented;
    [Slot("__mod__")] public virtual Value Mod(Value other) => Value.NotImplemented;
    [Slot("__rmod__")] public virtual Value RMod(Value other) => Value.NotImplemented;
    [Slot("__imod__")] public virtual Value IMod(Value other) => Value.NotImplemented;
    [Slot("__divmod__")] public virtual Value DivMod(Value other) => Value.NotImplemented;
    [Slot("__rdivmod__")] public virtual Value RDivMod(Value other) => Value.NotImplemented;
    [Slot("__lshift__")] public virtual Value LShift(Value other) => Value.NotImplemented;
    [Slot("__rlshift__")] public virtual Value RLShift(Value other) => Value.NotImplemented;
    [Slot("__ilshift__")] public virtual Value ILShift(Value other) => Value.NotImplemented;
    [Slot("__rshift__")] public virtual Value RShift(Value other) => Value.NotImplemented;
    [Slot("__rrshift__")] public virtual Value RRShift(Value other) => Value.NotImplemented;
    [Slot("__irshift__")] public virtual Value IRShift(Value other) => Value.NotImplemented;
    [Slot("__and__")] public virtual Value And(Value other) => Value.NotImplemented;
    [Slot("__rand__")] public virtual Value RAnd(Value other) => Value.NotImplemented;
    [Slot("__iand__")] public virtual Value IAnd(Value other) => Value.NotImplemented;
    [Slot("__xor__")] public virtual Value Xor(Value other) => Value.NotImplemented;
    [Slot("__rxor__")] public virtual Value RXor(Value other) => Value.NotImplemented;
    [Slot("__ixor__")] public virtual Value IXor(Value other) => Value.NotImplemented;
    [Slot("__or__")] public virtual Value Or(Value other) => Value.NotImplemented;
    [Slot("__ror__")] public virtual Value ROr(Value other) => Value.NotImplemented;
    [Slot("__ior__")] public virtual Value IOr(Value other) => Value.NotImplemented;
    [Slot("__pow__")] public virtual Value Pow(Value other, Value modulus) => Value.NotImplemented;
    [Slot("__rpow__")] public virtual Value RPow(Value other, Value modulus) => Value.NotImplemented;
    [Slot("__ipow__")] public virtual Value IPow(Value other) => Value.NotImplemented;
}
