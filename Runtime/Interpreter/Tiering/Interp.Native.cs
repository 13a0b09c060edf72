using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects.Arguments;

namespace TieredPy.Runtime.Interpreter;

/// <summary>
/// Instructions as functions of values, for compiled code that has no frame at hand. Errors are pending: Error, or false, is the result. Where an
/// instruction is told by its address, its op and its D count.
/// </summary>
internal static unsafe partial class Interp
{
    /// <summary>Makes what C# threw the pending exception: Error.</summary>
    internal static Value Failed(Exception e)
    {
        if (NativeFaults.Translate(e) is { } translated) return Err.Pend(translated);
        throw e;
    }

    private static bool FailedTest(Exception e)
    {
        Failed(e);
        return false;
    }

    internal static Value NativeBinary(long at, Value a, Value b)
    {
        try { return BinarySlow((Instr*)at, a, b); } catch (Exception e) { return Failed(e); }
    }

    /// <summary>The truth of a comparison.</summary>
    internal static Value NativeCompare(long op, Value a, Value b)
    {
        try
        {
            var v = Ops.CompareRaw((CmpOp)op, a, b);
            return v.Ref is PyBool || v.IsError ? v : Value.Bool(Ops.Truth(v));
        }
        catch (Exception e)
        {
            return Failed(e);
        }
    }

    internal static Value NativeTruth(Value v)
    {
        try { return Value.Bool(Ops.Truth(v)); } catch (Exception e) { return Failed(e); }
    }

    internal static Value NativeUnary(long op, Value v)
    {
        try { return UnarySlow((Op)op, v); } catch (Exception e) { return Failed(e); }
    }

    internal static Value NativeGetAttr(Value o, PyStr name)
    {
        try { return Ops.GetAttrRaw(o, name); } catch (Exception e) { return Failed(e); }
    }

    /// <summary>As <see cref="NativeGetAttr"/>, of an attribute that C# code computes, where the object is known to be of the class that has it.</summary>
    internal static Value NativeGetter(object descriptor, object o)
    {
        var getter = Unsafe.As<PyGetSetDescriptor>(descriptor);
        var self = new Value(Unsafe.As<PyObject>(o));
        try
        {
            var v = getter.Getter(self);
            if (v.IsError) Ops.AddContext(PyThread.Current.Pending, self, PyStr.Intern(getter.Name));
            return v;
        }
        catch (Exception e)
        {
            if (e is PyException { Value: { } raised }) Ops.AddContext(raised, self, PyStr.Intern(getter.Name));
            return Failed(e);
        }
    }

    internal static bool NativeSetAttr(Value o, PyStr name, Value v)
    {
        try
        {
            Ops.SetAttr(o, name, v);
            return true;
        }
        catch (Exception e)
        {
            return FailedTest(e);
        }
    }

    // ---- handlers of exceptions, outside of generators

    /// <summary>What was handled before is the result.</summary>
    internal static Value NativePushHandled(PyThread t, Value e)
    {
        var saved = t.Handled == null ? Value.None : new Value(t.Handled);
        t.Handled = Unsafe.As<PyBaseException>(e.Ref!);
        return saved;
    }

    internal static void NativePopHandled(PyThread t, Value saved)
    {
        t.Handled = saved.IsNone ? null : Unsafe.As<PyBaseException>(saved.Ref!);
        if (t.Passing != null && t.Passing == t.Unseen) t.PassedFrames!.Forget(t);
        t.Unseen = t.UnseenOuter;
        t.UnseenAt = t.UnseenOuterAt;
        t.UnseenOuter = null;
    }

    /// <summary>As <see cref="NativePopHandled"/>, before what was handled is raised again, as unseen as it was.</summary>
    internal static void NativePopReraised(PyThread t, Value saved)
    {
        t.Handled = saved.IsNone ? null : Unsafe.As<PyBaseException>(saved.Ref!);
        if (t.UnseenOuter != null) FinishUnseen(t);
    }

    /// <summary>As <see cref="Op.Raise"/>, of an exception and a cause that exist: Error.</summary>
    internal static Value NativeRaise(PyThread t, long form, Value e, Value cause)
    {
        try
        {
            DoRaise(t, (int)form, e, cause);
            return Value.Error;
        }
        catch (Exception x)
        {
            return Failed(x);
        }
    }

    /// <summary>Raises an exception that exists: Error.</summary>
    internal static Value NativeRaiseExisting(PyThread t, object exception)
    {
        var e = Unsafe.As<PyBaseException>(exception);
        e.ContextSet = ReferenceEquals(t.Handled, e);
        t.Pending = e;
        if (t.Handled != null && !ReferenceEquals(t.Handled, e))
        {
            e.Context = null;
            SetContext(t, e);
        }
        return Value.Error;
    }

    /// <summary>The object is of a built-in class itself.</summary>
    internal static bool IsBuiltIn(PyObject o) => !o.Shape.Type.IsHeap;

    internal static PyTuple ArgsOf(PyBaseException e) => e.Args;

    internal static PyStr? TextOf(PyBaseException e) => e.TextOrNull();

    /// <summary>As <see cref="Op.Reraise"/>: Error.</summary>
    internal static Value NativeReraise(PyThread t, Value e)
    {
        t.Pending = Unsafe.As<PyBaseException>(e.Ref!);
        t.KeepTraceback = true;
        return Value.Error;
    }

    /// <summary>Whether an exception is of a class that can be caught.</summary>
    internal static bool NativeIsOf(Value e, object type) => e.Ref!.Shape.Type.IsSubtypeOf(Unsafe.As<PyType>(type));

    internal static Value NativeMatchException(Value e, Value type)
    {
        try { return Value.Bool(ExceptionMatches(e, type)); } catch (Exception x) { return Failed(x); }
    }

    // ---- items

    internal static Value NativeGetItem(PyThread t, Value o, Value key)
    {
        try { return GetItemSlow(t, o, key); } catch (Exception e) { return Failed(e); }
    }

    internal static bool NativeSetItem(PyThread t, Value o, Value key, Value v)
    {
        try { return SetItemSlow(t, o, key, v); } catch (Exception e) { return FailedTest(e); }
    }

    internal static bool NativeDelItem(Value o, Value key)
    {
        try
        {
            Ops.DelItem(o, key);
            return true;
        }
        catch (Exception e)
        {
            return FailedTest(e);
        }
    }

    internal static Value NativeGetSlice(Value o, Value start, Value stop)
    {
        try
        {
            Span<Value> bounds = [start, stop];
            return GetSliceSlow(o, ref bounds[0]);
        }
        catch (Exception e)
        {
            return Failed(e);
        }
    }

    internal static bool NativeSetSlice(Value o, Value start, Value stop, Value v)
    {
        try
        {
            Ops.SetItem(o, new Value(new PySlice(start, stop, Value.None)), v);
            return true;
        }
        catch (Exception e)
        {
            return FailedTest(e);
        }
    }

    internal static PySlice NativeSlice(Value start, Value stop, Value step) => new(start, stop, step);

    /// <summary>Whether the item is in the container; the instruction tells whether it is negated.</summary>
    internal static Value NativeIn(long at, Value container, Value item)
    {
        try { return InSlow((Instr*)at, container, item); } catch (Exception e) { return Failed(e); }
    }

    // ---- iteration

    internal static Value NativeIter(Value v)
    {
        try { return GetIterSlow(v); } catch (Exception e) { return Failed(e); }
    }

    internal static Value NativeNext(PyThread t, PyObject it)
    {
        if (it.GetType() == typeof(PyDictValueIterator) && Unsafe.As<PyDictValueIterator>(it).TryStep(out var value)) return value;
        try { return NextSlow(t, it); } catch (Exception e) { return Failed(e); }
    }

    /// <summary>
    /// The first half of an iterator's next pair, the second in <see cref="PyThread.Results"/>; Done at the end; Missing, with nothing taken from the iterator,
    /// when it isn't one that makes pairs.
    /// </summary>
    internal static Value NativeNextPair(PyThread t, PyObject it)
    {
        if (it.GetType() == typeof(PyDictItemIterator) && Unsafe.As<PyDictItemIterator>(it).TryStep(out var key, out var value))
        {
            t.Results[0] = value;
            return key;
        }
        try
        {
            Span<Value> pair = [default, default];
            switch (NextPair(it, ref pair[0]))
            {
                case PairMade:
                    t.Results[0] = pair[1];
                    return pair[0];
                case PairDone: return Value.Done;
                case PairError: return Value.Error;
                default: return Value.Missing;
            }
        }
        catch (Exception e)
        {
            return Failed(e);
        }
    }

    /// <summary>The items to unpack into so many registers, as a tuple.</summary>
    internal static Value NativeUnpack(PyThread t, Value v, long count)
    {
        try
        {
            var items = new Value[count];
            if (count == 0)
            {
                Value none = default;
                return UnpackSlow(t, v, ref none, 0) ? new Value(PyTuple.Empty) : Value.Error;
            }
            return UnpackSlow(t, v, ref items[0], items.Length) ? new Value(new PyTuple(items)) : Value.Error;
        }
        catch (Exception e)
        {
            return Failed(e);
        }
    }

    internal static Value NativeUnpackEx(Value v, long before, long after)
    {
        try
        {
            var items = new Value[before + 1 + after];
            return UnpackEx(v, ref items[0], (int)before, (int)after) ? new Value(new PyTuple(items)) : Value.Error;
        }
        catch (Exception e)
        {
            return Failed(e);
        }
    }

    // ---- displays

    /// <summary>An empty list with room for what the iterator is likely to give.</summary>
    /// <summary>An empty list with room for the items that an iteration is still to give.</summary>
    internal static PyList NativeRoomyListFor(long left, long room) => RoomyFor(left, room == 2);

    /// <summary>An empty dict with room for so many keys, within reason: they may turn out to be the same.</summary>
    internal static PyDict NativeRoomyDict(long room) => new((int)Math.Clamp(room, 0, 42));

    /// <summary>An empty list with storage for so many ints.</summary>
    internal static PyList NativeIntList(long room) => new(GC.AllocateUninitializedArray<long>((int)Math.Clamp(room, 0, MostReserved)), 0);

    /// <summary>An empty list with storage for so many floats.</summary>
    internal static PyList NativeFloatList(long room) => new(GC.AllocateUninitializedArray<double>((int)Math.Clamp(room, 0, MostReserved)), 0);

    internal static PyList NativeRoomyList(Value iterator, long room) => MakeRoomy(iterator, room == 2);

    internal static bool NativeListExtend(PyList list, Value iterable)
    {
        try
        {
            ListExtend(list, iterable);
            return true;
        }
        catch (Exception e)
        {
            return FailedTest(e);
        }
    }

    internal static Value NativeListToTuple(Value list)
    {
        try { return new Value(Ops.ToTuple(list)); } catch (Exception e) { return Failed(e); }
    }

    internal static bool NativeSetAdd(PySet set, Value v)
    {
        try
        {
            set.Add(v);
            return true;
        }
        catch (Exception e)
        {
            return FailedTest(e);
        }
    }

    internal static bool NativeSetUpdate(PySet set, Value iterable)
    {
        try
        {
            foreach (var v in Ops.Iterate(iterable)) set.Add(v);
            return true;
        }
        catch (Exception e)
        {
            return FailedTest(e);
        }
    }

    internal static bool NativeMapAdd(PyDict dict, Value key, Value v)
    {
        try
        {
            dict.Set(key, v);
            return true;
        }
        catch (Exception e)
        {
            return FailedTest(e);
        }
    }

    internal static bool NativeDictMerge(PyDict dict, Value mapping, Value callable)
    {
        try
        {
            DictMerge(dict, mapping, callable);
            return true;
        }
        catch (Exception e)
        {
            return FailedTest(e);
        }
    }

    internal static bool NativeDictUpdate(PyDict dict, Value mapping)
    {
        try
        {
            DictUpdate(dict, mapping);
            return true;
        }
        catch (Exception e)
        {
            return FailedTest(e);
        }
    }

    /// <summary>The FormatValue instruction; Missing for an absent specification.</summary>
    internal static Value NativeFormat(Value v, long how, Value spec)
    {
        try { return FormatValue(v, (int)how, spec); } catch (Exception e) { return Failed(e); }
    }

    internal static PyStr NativeJoin(ReadOnlySpan<Value> parts) => (PyStr)BuildString(ref MemoryMarshal.GetReference(parts), parts.Length).Ref!;

    /// <summary>A new function with the globals of another; Missing for what it hasn't.</summary>
    internal static PyFunction NativeFunction(object code, object like, Value defaults, Value keywordDefaults, Value annotations, Value closure, object module)
    {
        var outer = Unsafe.As<PyFunction>(like);
        return new PyFunction(Unsafe.As<PyCode>(code), outer.Globals, closure.Ref as PyTuple, outer.Builtins)
        {
            Defaults = defaults.Ref as PyTuple,
            KwDefaults = keywordDefaults.Ref as PyDict,
            Annotations = annotations.IsMissing ? null : annotations.Ref,
            Module = module == Tags.Missing ? outer.Globals.TryGet(Names.Name) : new Value(Unsafe.As<PyObject>(module)),
        };
    }

    /// <summary>
    /// A function that has nothing but variables from outside; its module's name is known. Of the variables in <paramref name="plain"/>, a bit each, there are
    /// the contents, of the others the cells.
    /// </summary>
    internal static PyFunction NativeClosure(object code, object like, object module, long plain, ReadOnlySpan<Value> variables)
    {
        var f = NativeFunctionLike(code, like, module, variables.Length);
        for (int k = 0; k < variables.Length; k++) NativeClose(f, k, plain, variables[k]);
        return f;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void NativeClose(PyFunction f, int k, long plain, Value v)
    {
        ref var place = ref f.Variable(k);
        if ((plain >> k & 1) == 0) place = Unsafe.As<PyObject>(v.Ref);
        else if (v.Ref is PyCell) place = new PyCell(v);
        else if (!v.IsMissing) HeapSlot.Fill(ref place, v);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static PyFunction NativeFunctionLike(object code, object like, object module, int variables) =>
        new(Unsafe.As<PyFunction>(like), Unsafe.As<PyCode>(code), Unsafe.As<PyObject>(module), variables);

    /// <summary>A function that has no variables from outside either.</summary>
    internal static PyFunction NativePlainFunction(object code, object like, object module) => NativeFunctionLike(code, like, module, 0);

    // ---- calls

    /// <summary>
    /// Calls a function that has compiled code which doesn't look at its callers' frames; <paramref name="inlined"/>: the caller's frames that aren't in memory.
    /// Done: nothing was.
    /// </summary>
    internal static Value NativeCallUnseen(PyThread t, PyObject callee, long inlined, ReadOnlySpan<Value> args)
    {
        if (callee is not PyFunction f || f.Code.Compiled is not { } compiled) return Value.Done;
        if (f.SimpleArgCount > args.Length) return CallUnseenWithDefaults(t, f, inlined, args);
        if (!MayCallCompiled(t, f, args)) return Value.Done;
        int depth = t.InlinedDepth;
        try
        {
            t.InlinedDepth = depth + (int)inlined;
            return compiled.TryCallUnseen(t, f, ref MemoryMarshal.GetReference(args)) ? t.Transfer : Value.Done;
        }
        catch (Exception e)
        {
            return Failed(e);
        }
        finally
        {
            t.InlinedDepth = depth;
        }
    }

    /// <summary>As <see cref="NativeCallUnseen"/> where the last parameters have their defaults.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Value CallUnseenWithDefaults(PyThread t, PyFunction f, long inlined, ReadOnlySpan<Value> args)
    {
        var buffer = new ValueBuffer8();
        Span<Value> all = buffer;
        int count = f.SimpleArgCount, missing = count - args.Length;
        if (count > all.Length || f.Defaults is not { } defaults || missing > defaults.Count) return Value.Done;
        args.CopyTo(all);
        defaults.AsSpan()[^missing..].CopyTo(all[args.Length..]);
        return NativeCallUnseen(t, f, inlined, all[..count]);
    }

    /// <summary>Calls a built-in function, method or class.</summary>
    internal static Value NativeCall(object callee, ReadOnlySpan<Value> args)
    {
        try
        {
            if (callee.GetType() == typeof(PyMethodDescriptor)) return Unsafe.As<PyMethodDescriptor>(callee).Pointer(args, null);
            if (callee.GetType() == typeof(PyBuiltinFunction)) return Unsafe.As<PyBuiltinFunction>(callee).Invoke(args, null);
            if (callee.GetType() == typeof(PyWrapperDescriptor)) return Unsafe.As<PyWrapperDescriptor>(callee).Pointer(args, null);
            return callee.GetType() == typeof(PyType) ? CallClass(Unsafe.As<PyType>(callee), args) : Ops.CallRaw(new Value(Unsafe.As<PyObject>(callee)), args, null);
        }
        catch (Exception e)
        {
            return Failed(e);
        }
    }

    // Apart from the methods, whose calls would pay for this one's locals.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Value CallClass(PyType type, ReadOnlySpan<Value> args)
    {
        if (args.Length == 1 && TryConvert(type, args[0], out var v)) return v;
        return type.Type == PyType.TypeObject ? type.Call(args, null) : Ops.CallRaw(new Value(type), args, null);
    }

    /// <summary>As <see cref="NativeCall"/>, the last arguments being keywords.</summary>
    internal static Value NativeCallKw(object callee, object names, ReadOnlySpan<Value> args)
    {
        try
        {
            return callee.GetType() == typeof(PyType) && Unsafe.As<PyType>(callee).Type == PyType.TypeObject
                ? Unsafe.As<PyType>(callee).Call(args, Unsafe.As<PyStr[]>(names))
                : Ops.CallRaw(new Value(Unsafe.As<PyObject>(callee)), args, Unsafe.As<PyStr[]>(names));
        }
        catch (Exception e)
        {
            return Failed(e);
        }
    }

    /// <summary>A call with the arguments of a tuple and, unless that is Missing, the keywords of a dict.</summary>
    internal static Value NativeCallUnpacked(object callee, PyTuple args, Value keywords)
    {
        try { return Ops.CallRaw(new Value(Unsafe.As<PyObject>(callee)), args, keywords.Ref as PyDict); } catch (Exception e) { return Failed(e); }
    }

    /// <summary>A call of a method of a built-in type: its object, an argument unless that is Missing, and a tuple's items.</summary>
    internal static Value NativeCallMethod(PyMethodDescriptor method, PyObject self, Value first, PyTuple rest)
    {
        try
        {
            var items = rest.AsSpan();
            var buffer = new ValueBuffer4();
            var all = items.Length <= 2 ? buffer : new Value[items.Length + 2].AsSpan();
            int n = 1;
            all[0] = new Value(self);
            if (!first.IsMissing) all[n++] = first;
            items.CopyItemsTo(all[n..]);
            return method.Pointer(all[..(n + items.Length)], null);
        }
        catch (Exception e)
        {
            return Failed(e);
        }
    }

    /// <summary>A call of anything with the arguments of any iterable and, unless that is Missing, the keywords of a dict.</summary>
    internal static Value NativeCallIterable(Value callee, Value args, Value keywords)
    {
        try { return Ops.CallRaw(callee, UnpackedArguments(callee, args), keywords.Ref as PyDict); } catch (Exception e) { return Failed(e); }
    }

    /// <summary>
    /// The values of a function's parameters as a tuple. <paramref name="self"/> and <paramref name="keywords"/> may be Missing. An error is pending where the
    /// arguments don't fit.
    /// </summary>
    internal static Value NativeBind(PyFunction function, Value self, PyTuple args, Value keywords)
    {
        try
        {
            var all = args.AsSpan();
            if (!self.IsMissing)
            {
                var with = new Value[all.Length + 1];
                with[0] = self;
                all.CopyItemsTo(with.AsSpan(1));
                all = with;
            }
            var values = new Value[function.Code.ParamCount];
            if (BindQuickly(function, all, keywords.Ref as PyDict, values)) return new Value(new PyTuple(values));
            PyStr[]? names = null;
            if (keywords.Ref is PyDict { Count: > 0 } dict)
            {
                (var flat, names) = Ops.Flatten(all, dict);
                all = flat;
            }
            ArgumentBinder.Bind(function, all, names, values);
            return new Value(new PyTuple(values));
        }
        catch (Exception e)
        {
            return Failed(e);
        }
    }

    /// <summary>Binds the arguments of a function without collecting parameters; false when that is more involved, or an error.</summary>
    private static bool BindQuickly(PyFunction function, ReadOnlySpan<Value> args, PyDict? keywords, Value[] values)
    {
        var code = function.Code;
        if (code.Has(CodeFlags.VarArgs) || code.Has(CodeFlags.VarKeywords) || args.Length > code.ArgCount) return false;
        for (int k = 0; k < values.Length; k++) values[k] = k < args.Length ? args[k] : Value.Missing;
        var names = code.VarNames;
        if (keywords != null)
        {
            int at = 0;
            while (keywords.Next(ref at, out var key, out var v))
            {
                int k = code.PosOnlyCount;
                while (k < values.Length && !ReferenceEquals(names[k], key.Ref)) k++;
                if (k == values.Length || !values[k].IsMissing) return false;
                values[k] = v;
            }
        }
        var defaults = function.Defaults;
        for (int k = args.Length; k < values.Length; k++)
        {
            if (!values[k].IsMissing) continue;
            int d = k - code.ArgCount + (defaults?.Count ?? 0);
            var v = k >= code.ArgCount ? function.KwDefaults?.TryGet(names[k]) ?? Value.Missing : d >= 0 ? defaults![d] : Value.Missing;
            if (v.IsMissing) return false;
            values[k] = v;
        }
        return true;
    }
}
