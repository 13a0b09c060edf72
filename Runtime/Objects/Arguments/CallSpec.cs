namespace TieredPy.Runtime.Objects.Arguments;

/// <summary>What kind of callable a <see cref="CallSpec"/> describes: decides what precedes the arguments and how errors read.</summary>
internal enum CallForm : byte
{
    Method,
    Wrapper,
    ClassMethod,
    StaticMethod,
    New,
    Function,
}

/// <summary>
/// The parameters of a built-in that accepts keywords, and the binding of calls to them with CPython's errors
/// (<c>_PyArg_UnpackKeywords</c>). Made on the first call that isn't plainly positional.
/// </summary>
internal sealed class CallSpec
{
    private readonly PyType? owner;
    private readonly string function;
    private readonly CallForm form;
    private readonly int prefix;
    private readonly int positionalOnly;
    private readonly int maxPositional;
    private readonly int minPositional;
    private readonly ulong required;
    private readonly bool star;
    private readonly bool starKeywords;
    private readonly PyStr[] names;

    /// <param name="owner">The type, for methods.</param>
    /// <param name="function">The name in errors.</param>
    /// <param name="form">The kind of callable.</param>
    /// <param name="positionalOnly">How many parameters have no keyword.</param>
    /// <param name="maxPositional">How many parameters may be given by position.</param>
    /// <param name="required">A bit for each parameter that has no default.</param>
    /// <param name="star">Further positional arguments are collected.</param>
    /// <param name="starKeywords">Further keywords are collected.</param>
    /// <param name="names">The names of all parameters, empty for positional-only ones.</param>
    public CallSpec(PyType? owner, string function, CallForm form, int positionalOnly, int maxPositional, ulong required, bool star, bool starKeywords, string[] names)
    {
        this.owner = owner;
        // As Argument Clinic does, an initializer goes by the name of its class.
        this.function = function == "__init__" && owner != null ? owner.Name[(owner.Name.LastIndexOf('.') + 1)..] : function;
        this.form = form;
        this.positionalOnly = positionalOnly;
        this.maxPositional = maxPositional;
        this.required = required;
        this.star = star;
        this.starKeywords = starKeywords;
        this.names = Array.ConvertAll(names, PyStr.Intern);
        prefix = form is CallForm.Function or CallForm.StaticMethod ? 0 : 1;
        while (minPositional < maxPositional && (required >> minPositional & 1) != 0) minPositional++;
    }

    private int Count => names.Length;

    /// <summary>The positional arguments past those that parameters take.</summary>
    public ReadOnlySpan<Value> Star(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        int given = args.Length - (kw?.Length ?? 0), taken = prefix + maxPositional;
        return given > taken ? args[taken..given] : default;
    }

    /// <summary>
    /// Distributes the arguments to <paramref name="bound"/>: self or cls first where there is one, then a value or Missing for each parameter.
    /// Returns the surplus keywords when the function collects them and there are some.
    /// </summary>
    public PyDict? Bind(ReadOnlySpan<Value> args, PyStr[]? kw, Span<Value> bound)
    {
        kw ??= [];
        int given = args.Length - kw.Length;
        if (prefix == 1)
        {
            CheckSelf(args, kw, given);
            bound[0] = args[0];
            args = args[1..];
            bound = bound[1..];
            given--;
        }
        CheckCounts(given, kw.Length);
        int positional = Math.Min(given, maxPositional);
        args[..positional].CopyItemsTo(bound);
        bound[positional..].Fill(Value.Missing);
        PyDict? surplus = null;
        PyStr? unexpected = null;
        int repeated = -1;
        for (int k = 0; k < kw.Length; k++)
        {
            int at = Find(kw[k]);
            if (at < 0)
            {
                if (starKeywords) (surplus ??= new PyDict()).Set(kw[k], args[given + k]);
                else unexpected ??= kw[k];
            }
            else if (at < positional) repeated = repeated < 0 ? at : Math.Min(at, repeated);
            else bound[at] = args[given + k];
        }
        for (int i = 0; i < Count; i++)
        {
            if ((required >> i & 1) != 0 && bound[i].IsMissing)
                throw Err.TypeError($"{function}() missing required argument '{names[i]}' (pos {i + 1})");
        }
        if (repeated >= 0) throw Err.TypeError($"argument for {function}() given by name ('{names[repeated]}') and position ({repeated + 1})");
        if (unexpected != null) throw ArgErrors.UnexpectedKeyword($"{function}()", unexpected, Array.ConvertAll(names[positionalOnly..], n => n.ToString()));
        return surplus;
    }

    private void CheckSelf(ReadOnlySpan<Value> args, PyStr[] kw, int given)
    {
        switch (form)
        {
            case CallForm.Method when given == 0 || !args[0].Type.IsSubtypeOf(owner!):
                throw ArgErrors.Method(owner!, function, args, kw, 0, 0);
            case CallForm.Wrapper when given == 0 || !args[0].Type.IsSubtypeOf(owner!):
                throw ArgErrors.Wrapper(owner!, function, args, kw, 0, 0);
            case CallForm.New:
                NewArgs.Class(owner!, args, kw);
                break;
        }
    }

    private void CheckCounts(int given, int keywords)
    {
        if (!star && !starKeywords && given + keywords > Count)
            throw Err.TypeError($"{function}() takes at most {Count} {(given == 0 ? "keyword " : "")}argument{ArgErrors.Plural(Count)} ({given + keywords} given)");
        if (!star && given > maxPositional)
        {
            throw maxPositional == 0
                ? Err.TypeError($"{function}() takes no positional arguments")
                : Err.TypeError($"{function}() takes {(minPositional < maxPositional ? "at most" : "exactly")} {maxPositional} positional argument{ArgErrors.Plural(maxPositional)} ({given} given)");
        }
        int least = Math.Min(positionalOnly, minPositional);
        if (given < least)
            throw Err.TypeError($"{function}() takes {(star || least < maxPositional ? "at least" : "exactly")} {least} positional argument{ArgErrors.Plural(least)} ({given} given)");
    }

    private int Find(PyStr name)
    {
        for (int i = positionalOnly; i < names.Length; i++)
            if (ReferenceEquals(names[i], name)) return i;
        for (int i = positionalOnly; i < names.Length; i++)
            if (names[i].Equals(name)) return i;
        return -1;
    }
}
