namespace TieredPy.Runtime.Modules.Pickle;

/// <content>Objects given as what makes them: the tuples of <c>__reduce__</c> (see "Pickling Class Instances" in the library reference).</content>
internal sealed partial class PickleSaver
{
    private static readonly PyStr NewName = PyStr.Intern("__new__");
    private static readonly PyStr ClassName = PyStr.Intern("__class__");
    private static readonly PyStr NewObjName = PyStr.Intern("__newobj__");
    private static readonly PyStr NewObjExName = PyStr.Intern("__newobj_ex__");

    private void SaveReduce(PyTuple parts, Value v)
    {
        int n = parts.Count;
        if (n is < 2 or > 6) throw Fail("tuple returned by __reduce__ must contain 2 through 6 elements");
        var callable = parts[0];
        if (!Ops.Callable(callable)) throw Fail("first item of the tuple returned by __reduce__ must be callable");
        if (parts[1].Ref is not PyTuple args) throw Fail("second item of the tuple returned by __reduce__ must be a tuple");
        var state = n > 2 ? parts[2] : Value.None;
        var listItems = n > 3 ? parts[3] : Value.None;
        var dictItems = n > 4 ? parts[4] : Value.None;
        var setter = n > 5 ? parts[5] : Value.None;
        if (!listItems.IsNone && !Ops.Has(listItems, Slot.Next)) throw Fail($"fourth element of the tuple returned by __reduce__ must be an iterator, not {Ops.TypeName(listItems)}");
        if (!dictItems.IsNone && !Ops.Has(dictItems, Slot.Next)) throw Fail($"fifth element of the tuple returned by __reduce__ must be an iterator, not {Ops.TypeName(dictItems)}");
        if (!setter.IsNone && !Ops.Callable(setter)) throw Fail($"sixth element of the tuple returned by __reduce__ must be a function, not {Ops.TypeName(setter)}");

        SaveConstruction(callable, args, v);
        if (v.Ref != null)
        {
            // A recursive tuple was written while its arguments were: that one is it.
            int known = Memo.Find(v.Ref);
            if (known >= 0)
            {
                writer.Byte(PickleOp.Pop);
                WriteGet(known);
                return;
            }
            if (!v.IsMissing) Memoize(v.Ref);
        }
        if (!listItems.IsNone) BatchItems(listItems);
        if (!dictItems.IsNone) BatchPairs(dictItems);
        if (state.IsNone) return;
        if (setter.IsNone)
        {
            Save(state);
            writer.Byte(PickleOp.Build);
            return;
        }
        // The state setter is called for its effect on the object: its result is dropped.
        Save(setter);
        Save(v);
        Save(state);
        writer.Byte(PickleOp.Tuple2);
        writer.Byte(PickleOp.Reduce);
        writer.Byte(PickleOp.Pop);
    }

    private void SaveConstruction(Value callable, PyTuple args, Value v)
    {
        if (protocol >= 2 && callable.Ref is not PyType && Ops.TryGetAttr(callable, NameName, out var nameValue) && nameValue.Ref is PyStr name)
        {
            if (name.Equals(NewObjExName))
            {
                SaveNewObjectEx(args);
                return;
            }
            if (name.Equals(NewObjName))
            {
                SaveNewObject(args, v);
                return;
            }
        }
        Save(callable);
        Save(new Value(args));
        writer.Byte(PickleOp.Reduce);
    }

    private void SaveNewObjectEx(PyTuple args)
    {
        if (args.Count != 3) throw Fail($"length of the NEWOBJ_EX argument tuple must be exactly 3, not {args.Count}");
        var cls = args[0];
        if (cls.Ref is not PyType) throw Fail($"first item from NEWOBJ_EX argument tuple must be a class, not {Ops.TypeName(cls)}");
        if (args[1].Ref is not PyTuple positional) throw Fail($"second item from NEWOBJ_EX argument tuple must be a tuple, not {Ops.TypeName(args[1])}");
        if (args[2].Ref is not PyDict keywords) throw Fail($"third item from NEWOBJ_EX argument tuple must be a dict, not {Ops.TypeName(args[2])}");
        if (protocol >= 4)
        {
            Save(cls);
            Save(args[1]);
            Save(args[2]);
            writer.Byte(PickleOp.NewObjEx);
            return;
        }
        Value[] all = [Ops.GetAttr(cls, NewName), cls, .. positional.AsSpan()];
        Save(Ops.Call(PickleLibrary.Partial, new PyTuple(all), keywords));
        writer.Byte(PickleOp.EmptyTuple);
        writer.Byte(PickleOp.Reduce);
    }

    private void SaveNewObject(PyTuple args, Value v)
    {
        if (args.Count < 1) throw Fail("__newobj__ arglist is empty");
        var cls = args[0];
        if (!Ops.HasAttr(cls, NewName)) throw Fail("args[0] from __newobj__ args has no __new__");
        if (!v.IsMissing && !Ops.GetAttr(v, ClassName).Is(cls)) throw Fail("args[0] from __newobj__ args has the wrong class");
        Save(cls);
        Save(new Value(PyTuple.Of(args.AsSpan()[1..])));
        writer.Byte(PickleOp.NewObj);
    }
}
