namespace TieredPy.Runtime.Modules.Pickle;

/// <summary>The machine that runs a pickle: its stack, marks and memo, and the loop over opcodes.</summary>
internal sealed partial class PickleLoader(PickleInput input, bool fixImports, string encoding, string errors, Value buffers)
{
    private Value[] stack = SpareArray<Value>.Take(64);
    private int top;

    // What was pushed is all below.
    private int limit = 64;
    private int[] marks = new int[16];
    private int markCount;

    // No instruction may take what lies below the last mark.
    private int fence;
    private int protocol;

    /// <summary>The hooks of the unpickler in whose name this is done; Missing when it has none.</summary>
    public Value PersistentLoad { get; set; } = Value.Missing;

    public Value FindClassHook { get; set; } = Value.Missing;

    public static PyException Fail(string message) => Err.Make(PickleModule.UnpicklingError, message);

    public static PyException NoPersistentLoad() =>
        Fail("A load persistent id instruction was encountered, but no persistent_load function was specified.");

    /// <summary>Runs one pickle.</summary>
    public Value Load()
    {
        top = markCount = fence = protocol = 0;
        var thread = PyThread.Current;
        thread.EnterNative();
        try
        {
            while (true)
            {
                byte op = input.Op();
                if (op == PickleOp.Stop) break;
                Step(op);
            }
            input.Finish();
            return Pop();
        }
        finally
        {
            thread.LeaveNative();
            stack.AsSpan(0, Math.Min(limit, 1024)).Clear();
            top = 0;
        }
    }

    /// <summary>Runs the only pickle that this is for.</summary>
    public Value LoadOnce()
    {
        var loaded = Load();
        SpareArray<Value>.Give(stack, limit);
        SpareArray<PyObject?>.Give(memo, memoEnd);
        stack = [];
        memo = [];
        return loaded;
    }

    private void Step(byte op)
    {
        switch (op)
        {
            case PickleOp.None: Push(Value.None); break;
            case PickleOp.BinInt1: Push(Value.Int(input.Byte())); break;
            case PickleOp.BinInt2: Push(Value.Int(input.UInt16())); break;
            case PickleOp.BinInt: Push(Value.Int(input.Int32())); break;
            case PickleOp.NewTrue: Push(Value.True); break;
            case PickleOp.NewFalse: Push(Value.False); break;
            case PickleOp.BinFloat: Push(Value.Float(input.Double())); break;
            case PickleOp.BinGet: Push(MemoGet(input.Byte())); break;
            case PickleOp.LongBinGet: Push(MemoGet((uint)input.Int32())); break;
            case PickleOp.BinPut: MemoPut(input.Byte(), Top()); break;
            case PickleOp.LongBinPut: MemoPut((uint)input.Int32(), Top()); break;
            case PickleOp.Memoize: MemoPut(memoSize, Top()); break;
            case PickleOp.ShortBinUnicode: Push(Text(input.Bytes(input.Byte()))); break;
            case PickleOp.BinUnicode: Push(Text(input.Payload((uint)input.Int32(), "BINUNICODE"))); break;
            case PickleOp.Mark: Mark(); break;
            case PickleOp.EmptyTuple: Push(new Value(PyTuple.Empty)); break;
            case PickleOp.Tuple1: MakeTuple(1); break;
            case PickleOp.Tuple2: MakeTuple(2); break;
            case PickleOp.Tuple3: MakeTuple(3); break;
            case PickleOp.Tuple: MakeMarkedTuple(); break;
            case PickleOp.EmptyList: Push(new Value(new PyList())); break;
            case PickleOp.Append: Append(); break;
            case PickleOp.Appends: Append(Unmark()); break;
            case PickleOp.EmptyDict: Push(new Value(new PyDict())); break;
            case PickleOp.SetItem: SetItem(); break;
            case PickleOp.SetItems: SetItems(Unmark()); break;
            case PickleOp.NewObj: NewObject(); break;
            case PickleOp.Build: Build(); break;
            case PickleOp.Reduce: Reduce(); break;
            case PickleOp.Global: LoadGlobal(); break;
            case PickleOp.StackGlobal: StackGlobal(); break;
            case PickleOp.Frame: input.EnsureFrame(input.Int64()); break;
            case PickleOp.Long1: Push(Integer(input.Bytes(input.Byte()))); break;
            default: StepRare(op); break;
        }
    }

    private void StepRare(byte op)
    {
        switch (op)
        {
            case PickleOp.Proto: Proto(input.Byte()); break;
            case PickleOp.Long4: LoadLong4(); break;
            case PickleOp.ShortBinBytes: Push(new Value(PyBytes.Make(input.Bytes(input.Byte()).ToArray()))); break;
            case PickleOp.BinBytes: Push(new Value(PyBytes.Make(input.Payload((uint)input.Int32(), "BINBYTES").ToArray()))); break;
            case PickleOp.BinBytes8: Push(new Value(PyBytes.Make(input.Payload(input.Int64(), "BINBYTES8").ToArray()))); break;
            case PickleOp.ByteArray8: Push(new Value(new PyByteArray(input.Payload(input.Int64(), "BYTEARRAY8").ToArray()))); break;
            case PickleOp.BinUnicode8: Push(Text(input.Payload(input.Int64(), "BINUNICODE8"))); break;
            case PickleOp.EmptySet: Push(new Value(new PySet())); break;
            case PickleOp.AddItems: AddItems(); break;
            case PickleOp.FrozenSet: MakeFrozenSet(); break;
            case PickleOp.NewObjEx: NewObjectEx(); break;
            case PickleOp.NextBuffer: NextBuffer(); break;
            case PickleOp.ReadOnlyBuffer: ReadOnlyBuffer(); break;
            case PickleOp.Pop: PopTop(); break;
            case PickleOp.PopMark: top = Unmark(); break;
            case PickleOp.Dup: Push(Top()); break;
            case PickleOp.Int: Push(IntLine(input.Line())); break;
            case PickleOp.Long: Push(LongLine(input.Line())); break;
            case PickleOp.Float: Push(FloatLine(input.Line())); break;
            case PickleOp.String: LoadString(input.Line()); break;
            case PickleOp.BinString: LoadBinString(); break;
            case PickleOp.ShortBinString: PushDecoded(input.Bytes(input.Byte()).ToArray()); break;
            case PickleOp.Unicode: LoadUnicode(input.Line()); break;
            case PickleOp.Get: Push(MemoGet(IndexLine(input.Line()))); break;
            case PickleOp.Put: LoadPut(); break;
            case PickleOp.List: LoadList(); break;
            case PickleOp.Dict: LoadDict(); break;
            case PickleOp.Obj: LoadObj(); break;
            case PickleOp.Inst: LoadInst(); break;
            case PickleOp.PersId: LoadPersId(); break;
            case PickleOp.BinPersId: Push(Persistent(Pop())); break;
            case PickleOp.Ext1: Extension(input.Byte()); break;
            case PickleOp.Ext2: Extension(input.UInt16()); break;
            case PickleOp.Ext4: Extension(input.Int32()); break;
            default:
                throw Fail(op is >= 0x20 and <= 0x7e and not (byte)'\'' and not (byte)'\\'
                    ? $"invalid load key, '{(char)op}'."
                    : $"invalid load key, '\\x{op:x2}'.");
        }
    }

    private void Proto(int p) => protocol = p <= 5 ? p : throw Err.ValueError($"unsupported pickle protocol: {p}");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Push(Value v)
    {
        if (top == limit) MakeRoom();
        stack[top++] = v;
    }

    private void MakeRoom()
    {
        if (limit == stack.Length) Array.Resize(ref stack, limit * 2);
        limit = Math.Min(limit * 2, stack.Length);
    }

    private Value Pop()
    {
        if (top <= fence) throw Underflow();
        return stack[--top];
    }

    private Value Top() => top > fence ? stack[top - 1] : throw Underflow();

    private PyException Underflow() => Fail(markCount > 0 ? "unexpected MARK found" : "unpickling stack underflow");

    private void PopTop()
    {
        // Popping a mark takes the mark away.
        if (markCount > 0 && marks[markCount - 1] == top) Unmark();
        else Pop();
    }

    private void Mark()
    {
        if (markCount == marks.Length) Array.Resize(ref marks, markCount * 2);
        marks[markCount++] = fence = top;
    }

    private int Unmark()
    {
        if (markCount < 1) throw Fail("could not find MARK");
        int mark = marks[--markCount];
        fence = markCount > 0 ? marks[markCount - 1] : 0;
        return mark;
    }

    /// <summary>Takes what is above the mark off the stack.</summary>
    private ReadOnlySpan<Value> TakeFrom(int mark)
    {
        var items = new ReadOnlySpan<Value>(stack, mark, top - mark);
        top = mark;
        return items;
    }
}
