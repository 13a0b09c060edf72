using TieredPy.Runtime.Bytecode;

namespace TieredPy.Runtime.Interpreter;

/// <summary>A built-in that takes the items of an iterable one by one.</summary>
internal enum Consumer : byte
{
    None,
    Sum,
    Any,
    All,
    Min,
    Max,
    Sorted,
    List,
    Tuple,
    Set,
    FrozenSet,
    Join,
    Extend,
    Update,
}

/// <summary>
/// What built-ins do with a generator, in Python: in a frame of their own the generator's body is resumed with no C# between, and both join compiled
/// loops. There is a copy for each generator's code, so that what is recorded and compiled is about that generator. The frames are hidden from programs.
/// </summary>
internal static class Consumers
{
    // sum: ints, then floats with the rounding error carried along while all were ints that fit 64 bits before, then anything (bpo-100425).
    private static readonly string[] Sources =
    [
        "",
        """
        def sum(items, total=0, /):
            for x in items:
                if type(x) is not int and type(x) is not bool:
                    break
                total = total + x
            else:
                return total
            small = -0x8000000000000000 <= total <= 0x7fffffffffffffff
            total = total + x
            if small and type(total) is float:
                error = 0.0
                for x in items:
                    if type(x) is float:
                        t = total + x
                        if abs(total) >= abs(x):
                            error += total - t + x
                        else:
                            error += x - t + total
                        total = t
                    elif isinstance(x, int) and -0x8000000000000000 <= x <= 0x7fffffffffffffff:
                        total += int(x)
                    else:
                        break
                else:
                    return total + error if error and error - error == 0 else total
                if error and error - error == 0:
                    total += error
                total = total + x
            for x in items:
                total = total + x
            return total
        """,
        """
        def any(items, /):
            for x in items:
                if x:
                    return True
            return False
        """,
        """
        def all(items, /):
            for x in items:
                if not x:
                    return False
            return True
        """,
        """
        def min(items, /):
            for best in items:
                break
            else:
                raise ValueError("min() iterable argument is empty")
            for x in items:
                if x < best:
                    best = x
            return best
        """,
        """
        def max(items, /):
            for best in items:
                break
            else:
                raise ValueError("max() iterable argument is empty")
            for x in items:
                if x > best:
                    best = x
            return best
        """,
        """
        def sorted(items, /):
            result = [x for x in items]
            result.sort()
            return result
        """,
        """
        def list(items, /):
            return [x for x in items]
        """,
        """
        def tuple(items, /):
            return (*[x for x in items],)
        """,
        """
        def set(items, /):
            return {x for x in items}
        """,
        """
        def frozenset(items, /):
            return frozen({x for x in items})
        """,
        """
        def join(self, items, /):
            return self.join([x for x in items])
        """,
        """
        def extend(self, items, /):
            for x in items:
                self.append(x)
        """,
        """
        def update(self, items, /):
            for x in items:
                self.add(x)
        """,
    ];

    private static readonly Lock Gate = new();
    private static readonly PyFunction?[] Originals = new PyFunction?[Sources.Length];
    private static PyDict? globals;

    /// <summary>Which consumer a function of the builtins module is.</summary>
    public static Consumer OfFunction(string name) => name switch
    {
        "sum" => Consumer.Sum,
        "any" => Consumer.Any,
        "all" => Consumer.All,
        "min" => Consumer.Min,
        "max" => Consumer.Max,
        "sorted" => Consumer.Sorted,
        _ => Consumer.None,
    };

    /// <summary>Which consumer a method of a built-in type is.</summary>
    public static Consumer OfMethod(string type, string name) => (type, name) switch
    {
        ("str", "join") => Consumer.Join,
        ("list", "extend") => Consumer.Extend,
        ("set", "update") => Consumer.Update,
        _ => Consumer.None,
    };

    private static Consumer OfType(PyType type) =>
        type == PyList.TypeObject ? Consumer.List
        : type == PyTuple.TypeObject ? Consumer.Tuple
        : type == PySet.TypeObject ? Consumer.Set
        : type == PyFrozenSet.TypeObject ? Consumer.FrozenSet
        : Consumer.None;

    /// <summary>The body of a function or method of C# for these arguments; null when C# does it.</summary>
    public static PyFunction? BodyOf(Consumer consumer, ReadOnlySpan<Value> args)
    {
        switch (consumer)
        {
            case Consumer.Sum:
                return args.Length == 1 || args.Length == 2 && args[1].IsInt ? BodyFor(consumer, args[0]) : null;
            case Consumer.Join:
                return args.Length == 2 && Ops.IsExactStr(args[0]) ? BodyFor(consumer, args[1]) : null;
            case Consumer.Extend:
                return args.Length == 2 && args[0].Ref?.GetType() == typeof(PyList) ? BodyFor(consumer, args[1]) : null;
            case Consumer.Update:
                return args.Length == 2 && args[0].Ref?.GetType() == typeof(PySet) ? BodyFor(consumer, args[1]) : null;
            default:
                return args.Length == 1 ? BodyFor(consumer, args[0]) : null;
        }
    }

    /// <summary>The body of a call of a class with one argument; null when C# does it.</summary>
    public static PyFunction? BodyOf(PyType type, Value arg) =>
        arg.Ref != null && arg.Ref.GetType() == typeof(PyGenerator) && OfType(type) is not Consumer.None and var consumer ? BodyFor(consumer, arg) : null;

    private static PyFunction? BodyFor(Consumer consumer, Value items) =>
        items.Ref == null || items.Ref.GetType() != typeof(PyGenerator) ? null : Of(Unsafe.As<PyGenerator>(items.Ref).Code, (int)consumer);

    /// <summary>How many consumers there are; <see cref="Of"/> takes numbers below.</summary>
    public static int Count => Sources.Length;

    /// <summary>The body of a consumer, by number, for generators of a code; null for 0.</summary>
    public static PyFunction? Of(PyCode generator, int consumer)
    {
        if (consumer == 0) return null;
        var bodies = generator.Consumers ??= new PyFunction?[Sources.Length];
        return bodies[consumer] ??= Copy((Consumer)consumer);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static PyFunction Copy(Consumer consumer)
    {
        PyFunction original;
        lock (Gate) original = Originals[(int)consumer] ??= Compile(consumer);
        return new PyFunction(original.Code.CopyHidden(), original.Globals) { Defaults = original.Defaults };
    }

    /// <summary>Each by itself: a start of the process needs one of them at most.</summary>
    private static PyFunction Compile(Consumer consumer)
    {
        var code = Compilation.Compile(Sources[(int)consumer], "<built-in>", CompileMode.Exec, CompileFlags.None, 0);
        foreach (var c in code.Consts)
            if (c.Ref is PyCode body) return new PyFunction(body, globals ??= MakeGlobals()) { Defaults = consumer == Consumer.Sum ? new PyTuple(Value.Int(0)) : null };
        throw new InvalidOperationException("a consumer's source defines one function");
    }

    private static PyDict MakeGlobals()
    {
        var made = new PyDict();
        foreach (var t in (PyType[])[PyInt.TypeObject, PyFloat.TypeObject, PyBool.TypeObject, PyType.TypeObject, ExcTypes.ValueError]) made.Set(PyStr.Intern(t.Name), new Value(t));
        made.Set(PyStr.Intern("frozen"), new Value(PyFrozenSet.TypeObject));
        var builtins = Interp.BuiltinsOf(made);
        foreach (string name in (string[])["abs", "isinstance"]) made.Set(PyStr.Intern(name), builtins.TryGet(PyStr.Intern(name)));
        return made;
    }
}
