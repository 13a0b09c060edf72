namespace TieredPy.Runtime.Objects;

/// <summary>Splitting exception groups, and what <c>except*</c> does with them.</summary>
internal static class ExceptionGroups
{
    private static readonly PyStr NotesName = PyStr.Intern("__notes__");

    public static Value OrNone(PyBaseException? e) => e == null ? Value.None : new Value(e);

    /// <summary>The test that an argument of split or subgroup stands for.</summary>
    public static Func<PyBaseException, bool> Matcher(Value v)
    {
        if (IsExceptionType(v)) return e => Ops.IsSubclass(new Value(e.Type), v);
        if (v.Ref is PyTuple t)
        {
            bool all = true;
            for (int i = 0; i < t.Count; i++) all &= IsExceptionType(t[i]);
            if (all) return e => Matches(e, v);
        }
        else if (v.Ref is not PyType && Ops.Callable(v)) return e => Ops.Truth(Ops.Call(v, new Value(e)));
        throw Err.TypeError("expected an exception type, a tuple of exception types, or a callable (other than a class)");
    }

    private static bool IsExceptionType(Value v) => v.Ref is PyType t && t.IsSubtypeOf(ExcTypes.BaseException);

    private static bool Matches(PyBaseException e, Value type)
    {
        if (type.Ref is PyType t) return e.Type.IsSubtypeOf(t);
        if (type.Ref is PyTuple tuple)
            for (int i = 0; i < tuple.Count; i++)
                if (Matches(e, tuple[i])) return true;
        return false;
    }

    /// <summary>Parts an exception (a group, recursively) into what passes the test and the rest.</summary>
    public static (PyBaseException? Match, PyBaseException? Others) Split(PyBaseException exc, Func<PyBaseException, bool> test, bool wantRest)
    {
        var thread = PyThread.Current;
        thread.EnterNative();
        try
        {
            if (test(exc)) return (exc, null);
            if (exc is not PyBaseExceptionGroup group) return (null, wantRest ? exc : null);
            var matched = new List<Value>();
            var others = new List<Value>();
            for (int i = 0; i < group.Exceptions.Count; i++)
            {
                var (m, r) = Split((PyBaseException)group.Exceptions[i].Ref!, test, wantRest);
                if (m != null) matched.Add(new Value(m));
                if (r != null) others.Add(new Value(r));
            }
            return (Subset(group, matched), wantRest ? Subset(group, others) : null);
        }
        finally
        {
            thread.LeaveNative();
        }
    }

    private static PyBaseException? Subset(PyBaseExceptionGroup group, List<Value> excs)
    {
        if (excs.Count == 0) return null;
        var derived = Ops.CallMethod(new Value(group), "derive", new Value(new PyList(excs.ToArray())));
        if (derived.Ref is not PyBaseExceptionGroup made) throw Err.TypeError("derive must return an instance of BaseExceptionGroup");
        made.Traceback = group.Traceback;
        made.Context = group.Context;
        made.Cause = group.Cause;
        made.SuppressContext = group.SuppressContext;
        if (Ops.TryGetAttr(new Value(group), NotesName, out var notes) && Ops.IsSequence(notes)) Ops.SetAttr(derived, NotesName, new Value(Ops.ToList(notes)));
        return made;
    }

    /// <summary>
    /// One <c>except*</c> clause: what of the exception it handles (a naked exception comes wrapped in a group), and what is left for others.
    /// Both are None when there is nothing.
    /// </summary>
    public static void Match(Value exc, Value type, out Value matched, out Value rest)
    {
        CheckClause(type);
        matched = rest = Value.None;
        if (exc.Ref is not PyBaseException e) return;
        if (Matches(e, type))
        {
            if (e is PyBaseExceptionGroup)
            {
                matched = exc;
                return;
            }
            var wrapped = PyBaseExceptionGroup.Create(ExcTypes.BaseExceptionGroup, [Value.Str(""), new Value(new PyTuple([exc]))]);
            wrapped.Traceback = e.Traceback;
            matched = new Value(wrapped);
            return;
        }
        if (e is not PyBaseExceptionGroup)
        {
            rest = exc;
            return;
        }
        var pair = Ops.CallMethod(exc, "split", type);
        if (pair.Ref is not PyTuple t) throw Err.TypeError($"{Ops.TypeName(exc)}.split must return a tuple, not {Ops.TypeName(pair)}");
        if (t.Count < 2) throw Err.TypeError($"{Ops.TypeName(exc)}.split must return a 2-tuple, got tuple of size {t.Count}");
        matched = t[0];
        rest = t[1];
    }

    private static void CheckClause(Value type)
    {
        if (type.Ref is PyTuple t)
        {
            for (int i = 0; i < t.Count; i++) CheckClause(t[i]);
            return;
        }
        if (!IsExceptionType(type)) throw Err.TypeError("catching classes that do not inherit from BaseException is not allowed");
        if (((PyType)type.Ref!).IsSubtypeOf(ExcTypes.BaseExceptionGroup))
            throw Err.TypeError("catching ExceptionGroup with except* is not allowed. Use except instead.");
    }

    /// <summary>
    /// What is to be raised after all <c>except*</c> clauses: from the exceptions that the clauses raised and the parts they left or re-raised.
    /// None when there is nothing.
    /// </summary>
    public static Value PrepReraiseStar(Value original, PyList excs)
    {
        var all = excs.ToArray();
        if (all.Length == 0) return Value.None;
        if (original.Ref is not PyBaseExceptionGroup group)
        {
            foreach (var x in all)
                if (!x.IsNone) return x;
            return Value.None;
        }
        var raised = new List<Value>();
        var reraised = new List<PyBaseException>();
        foreach (var x in all)
        {
            if (x.Ref is not PyBaseException e) continue;
            if (SameMetadata(e, group)) reraised.Add(e);
            else raised.Add(x);
        }
        var projection = Project(group, reraised);
        if (raised.Count == 0) return OrNone(projection);
        if (projection != null) raised.Add(new Value(projection));
        return raised.Count == 1
            ? raised[0]
            : new Value(PyBaseExceptionGroup.Create(ExcTypes.BaseExceptionGroup, [Value.Str(""), new Value(new PyList(raised.ToArray()))]));
    }

    private static bool SameMetadata(PyBaseException a, PyBaseExceptionGroup b)
    {
        if (a is not PyBaseExceptionGroup) return false;
        Ops.TryGetAttr(new Value(a), NotesName, out var notesA);
        Ops.TryGetAttr(new Value(b), NotesName, out var notesB);
        return notesA.Is(notesB) && a.Traceback == b.Traceback && a.Cause == b.Cause && a.Context == b.Context;
    }

    // The part of the group whose leaves are those of the exceptions to keep: with the structure of the whole.
    private static PyBaseException? Project(PyBaseExceptionGroup group, List<PyBaseException> keep)
    {
        var leaves = new HashSet<PyBaseException>(ReferenceEqualityComparer.Instance);
        foreach (var e in keep) CollectLeaves(e, leaves);
        return Split(group, e => e is not PyBaseExceptionGroup && leaves.Contains(e), false).Match;
    }

    private static void CollectLeaves(PyBaseException e, HashSet<PyBaseException> leaves)
    {
        if (e is not PyBaseExceptionGroup g)
        {
            leaves.Add(e);
            return;
        }
        for (int i = 0; i < g.Exceptions.Count; i++) CollectLeaves((PyBaseException)g.Exceptions[i].Ref!, leaves);
    }
}
