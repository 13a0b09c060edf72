namespace TieredPy.Runtime.Modules.Pickle;

/// <summary>Writes objects as a pickle: which way an object takes. What the ways do is in the other parts.</summary>
internal sealed partial class PickleSaver
{
    private const int BatchSize = 1000;
    private const int FastNestingLimit = 50;

    private static readonly PyStr ReduceExName = PyStr.Intern("__reduce_ex__");
    private static readonly PyStr ReduceName = PyStr.Intern("__reduce__");

    private readonly PickleWriter writer;
    private readonly int protocol;
    private readonly bool fixImports;
    private readonly Value bufferCallback;
    private int fastNesting;
    private HashSet<PyObject>? fastSeen;

    public PickleSaver(PickleWriter writer, int protocol, bool fixImports, Value bufferCallback)
    {
        this.writer = writer;
        this.protocol = protocol;
        this.fixImports = fixImports;
        this.bufferCallback = bufferCallback;
        Binary = protocol > 0;
    }

    public PickleMemo Memo { get; set; } = new();

    public bool Binary { get; set; }

    /// <summary>No memo at all: smaller pickles, and endless ones of cyclic objects.</summary>
    public bool Fast { get; set; }

    /// <summary>The hooks of the pickler in whose name this is done; Missing when it has none.</summary>
    public Value PersistentId { get; set; } = Value.Missing;

    public Value ReducerOverride { get; set; } = Value.Missing;

    public Value DispatchTable { get; set; } = Value.Missing;

    /// <summary>Writes one pickle.</summary>
    public PyBytes? Dump(Value v)
    {
        plans.Clear();
        writer.Begin();
        if (protocol >= 2) writer.Bytes(PickleOp.Proto, (byte)protocol);
        if (protocol >= 4) writer.StartFrames();
        Save(v, true);
        writer.Byte(PickleOp.Stop);
        return writer.End();
    }

    /// <summary>Writes the only pickle that this is for.</summary>
    public PyBytes? DumpOnce(Value v)
    {
        var pickle = Dump(v);
        writer.Close();
        Memo.Close();
        return pickle;
    }

    private void Save(Value v) => Save(v, true);

    private void Save(Value v, bool persistent)
    {
        writer.Boundary();
        if (persistent && !PersistentId.IsMissing && SavePersistent(v)) return;
        var o = v.Ref;
        if (o == null)
        {
            SaveInt(v.Bits);
            return;
        }
        if (v.IsFloat)
        {
            SaveFloat(v.AsFloat);
            return;
        }
        if (SaveSingleton(o)) return;
        if (o.GetType() == typeof(PyBigInt))
        {
            SaveBig(((PyBigInt)o).Big);
            return;
        }
        int known = Memo.Find(o);
        if (known >= 0)
        {
            WriteGet(known);
            return;
        }
        if (o.GetType() == typeof(PyStr)) SaveStr((PyStr)o);
        else if (o.GetType() == typeof(PyBytes)) SaveBytes((PyBytes)o);
        else SaveNested(v, o);
    }

    private void SaveNested(Value v, PyObject o)
    {
        var thread = PyThread.Current;
        thread.EnterNative(" while pickling an object");
        try
        {
            var t = o.GetType();
            if (t == typeof(PyTuple)) SaveTuple((PyTuple)o);
            else if (t == typeof(PyDict)) SaveDict((PyDict)o);
            else if (t == typeof(PyList)) SaveList((PyList)o);
            else if (t == typeof(PySet)) SaveSet((PySet)o);
            else if (t == typeof(PyFrozenSet)) SaveFrozenSet((PyFrozenSet)o);
            else if (t == typeof(PyByteArray)) SaveByteArray((PyByteArray)o);
            else if (o is PyPickleBuffer buffer) SaveBuffer(buffer);
            else SaveObject(v, o);
        }
        finally
        {
            thread.LeaveNative();
        }
    }

    /// <summary>Anything that reduces itself, after the hooks had their say.</summary>
    private void SaveObject(Value v, PyObject o)
    {
        Value reduced;
        if (!ReducerOverride.IsMissing)
        {
            reduced = Ops.Call(ReducerOverride, v);
            if (!reduced.IsNotImplemented)
            {
                SaveReduced(v, reduced);
                return;
            }
        }
        else if (TrySavePlain(o)) return;

        var type = v.Type;
        if (type == PyType.TypeObject)
        {
            SaveType(v, (PyType)o);
            return;
        }
        if (o is PyFunction)
        {
            SaveGlobal(v, Value.Missing);
            return;
        }
        var reducer = FindReducer(type);
        if (!reducer.IsMissing) reduced = Ops.Call(reducer, v);
        else if (o is PyType)
        {
            SaveGlobal(v, Value.Missing);
            return;
        }
        else if (!type.HasAttributeHooks && type.Lookup(ReduceExName) != null) reduced = Ops.CallMethod(v, ReduceExName, Value.Int(protocol));
        else if (Ops.TryGetAttr(v, ReduceExName, out var reduceEx)) reduced = Ops.Call(reduceEx, Value.Int(protocol));
        else if (Ops.TryGetAttr(v, ReduceName, out var reduce)) reduced = Ops.Call(reduce);
        else throw Fail($"can't pickle '{type.FullName}' object: {Ops.Repr(v)}");
        SaveReduced(v, reduced);
    }

    private Value FindReducer(PyType type)
    {
        var table = DispatchTable;
        if (table.IsMissing) return PickleLibrary.Instance.DispatchTable.TryGet(new Value(type));
        try
        {
            return Ops.GetItem(table, new Value(type));
        }
        catch (PyException e) when (e.Is(ExcTypes.KeyError))
        {
            return Value.Missing;
        }
    }

    private void SaveReduced(Value v, Value reduced)
    {
        if (reduced.Ref is PyStr)
        {
            SaveGlobal(v, reduced);
            return;
        }
        if (reduced.Ref is not PyTuple parts) throw Fail("__reduce__ must return a string or tuple");
        SaveReduce(parts, v);
    }

    private bool SavePersistent(Value v)
    {
        var id = Ops.Call(PersistentId, v);
        if (id.IsNone) return false;
        if (Binary)
        {
            Save(id, false);
            writer.Byte(PickleOp.BinPersId);
            return true;
        }
        var text = Ops.Str(id);
        if (text.IsWide || !System.Text.Ascii.IsValid(text.Span)) throw Fail("persistent IDs in protocol 0 must be ASCII strings");
        writer.Line(PickleOp.PersId, text.ToString());
        return true;
    }

    private void WriteGet(int number)
    {
        if (!Binary) writer.Line(PickleOp.Get, number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        else if (number < 256) writer.Bytes(PickleOp.BinGet, (byte)number);
        else writer.Op4(PickleOp.LongBinGet, number);
    }

    /// <summary>Remembers an object that was just written; null for one that can't be met again.</summary>
    private void Memoize(PyObject? o)
    {
        if (Fast) return;
        int number = Memo.Add(o);
        if (protocol >= 4) writer.Byte(PickleOp.Memoize);
        else if (!Binary) writer.Line(PickleOp.Put, number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        else if (number < 256) writer.Bytes(PickleOp.BinPut, (byte)number);
        else writer.Op4(PickleOp.LongBinPut, number);
    }

    // Without a memo, deep nesting is how a cycle shows.
    private bool EnterFast(PyObject o)
    {
        if (!Fast || ++fastNesting < FastNestingLimit) return false;
        fastSeen ??= new HashSet<PyObject>(ReferenceEqualityComparer.Instance);
        if (fastSeen.Add(o)) return true;
        fastNesting = 0;
        throw Err.ValueError($"fast mode: can't pickle cyclic objects including object type {o.Type.FullName} at 0x{Ops.Id(new Value(o)):x}");
    }

    private void LeaveFast(PyObject o, bool entered)
    {
        if (!Fast) return;
        fastNesting--;
        if (entered) fastSeen!.Remove(o);
    }

    private static PyException Fail(string message) => Err.Make(PickleModule.PicklingError, message);
}
