namespace TieredPy.Runtime.Modules.Pickle;

/// <content>Tuples, lists, dicts and sets.</content>
internal sealed partial class PickleLoader
{
    private static readonly PyStr AppendName = PyStr.Intern("append");
    private static readonly PyStr ExtendName = PyStr.Intern("extend");
    private static readonly PyStr AddName = PyStr.Intern("add");

    private void MakeTuple(int n)
    {
        if (top - n < fence) throw Underflow();
        var items = new Value[n];
        for (int i = 0; i < n; i++) items[i] = stack[top - n + i];
        top -= n;
        Push(new Value(new PyTuple(items)));
    }

    private void MakeMarkedTuple()
    {
        var t = PyTuple.Of(TakeFrom(Unmark()));
        Push(new Value(t));
    }

    private void LoadList()
    {
        var list = new PyList(TakeFrom(Unmark()));
        Push(new Value(list));
    }

    private void Append()
    {
        if (top - 1 <= fence) throw Underflow();
        Append(top - 1);
    }

    private void Append(int mark)
    {
        if (mark <= fence) throw Underflow();
        if (mark > top) throw Underflow();
        if (mark == top) return;
        var target = stack[mark - 1];
        var items = TakeFrom(mark);
        if (target.Ref is PyList list && list.GetType() == typeof(PyList))
        {
            if (items.Length == 1) list.Append(items[0]);
            else list.AppendSpan(items);
            return;
        }
        var values = items.ToArray();
        if (Ops.TryGetAttr(target, ExtendName, out var extend))
        {
            Ops.Call(extend, new Value(new PyList(values)));
            return;
        }
        var append = Ops.GetAttr(target, AppendName);
        foreach (var v in values) Ops.Call(append, v);
    }

    private void LoadDict()
    {
        int mark = Unmark();
        if (((top - mark) & 1) != 0) throw Fail("odd number of items for DICT");
        var d = new PyDict();
        var items = TakeFrom(mark).ToArray();
        for (int i = 0; i < items.Length; i += 2) d.Set(items[i], items[i + 1]);
        Push(new Value(d));
    }

    private void SetItem()
    {
        if (top - 2 <= fence) throw Underflow();
        SetItems(top - 2);
    }

    private void SetItems(int mark)
    {
        if (mark <= fence || mark > top) throw Underflow();
        if (mark == top) return;
        if (((top - mark) & 1) != 0) throw Fail("odd number of items for SETITEMS");
        var target = stack[mark - 1];
        int end = top;
        if (target.Ref is PyDict d && d.GetType() == typeof(PyDict))
        {
            // Hashing keys may run Python code, but not on this stack.
            for (int i = mark; i < end; i += 2) d.Set(stack[i], stack[i + 1]);
        }
        else
        {
            for (int i = mark; i < end; i += 2) Ops.SetItem(target, stack[i], stack[i + 1]);
        }
        top = mark;
    }

    private void AddItems()
    {
        int mark = Unmark();
        if (mark <= fence || mark > top) throw Underflow();
        if (mark == top) return;
        var target = stack[mark - 1];
        var items = TakeFrom(mark).ToArray();
        if (target.Ref is PySet set && set.GetType() == typeof(PySet))
        {
            foreach (var v in items) set.Add(v);
            return;
        }
        var add = Ops.GetAttr(target, AddName);
        foreach (var v in items) Ops.Call(add, v);
    }

    private void MakeFrozenSet()
    {
        var items = new Value(PyTuple.Of(TakeFrom(Unmark())));
        Push(Ops.Call(new Value(PyFrozenSet.TypeObject), items));
    }
}
