using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>One of the callables that a call meets: a function, any function of a code, or a class (its function is <c>__init__</c>).</summary>
/// <param name="Function">The function; null where only its code is known.</param>
/// <param name="Code">The code that runs.</param>
/// <param name="DefaultKinds">The kinds of the function's defaults.</param>
/// <param name="Class">The class that is called.</param>
/// <param name="Child">The context of the body, when it was seen and may join the region.</param>
/// <param name="Self">Of a bound method: what it is bound to; the function is its function.</param>
internal readonly record struct Callee(PyFunction? Function, PyCode Code, Kind[] DefaultKinds, PyType? Class, ProfileNode? Child, Kind? Self = null)
{
    public int Defaults => DefaultKinds.Length;

    /// <summary>True when a call with so many arguments (without the new instance) fits.</summary>
    public bool Accepts(int count, PyTuple? keywords) => CallBinding.Of(Code, Defaults, count + (Class != null || Self != null ? 1 : 0), keywords, Function) != null;
}

/// <summary>Which calls become part of the region.</summary>
internal static class Inlining
{
    /// <summary>
    /// A call that meets more callables than this calls them; they don't join the region, but for those that are shorter than a call. Nor do they deep in it: regions
    /// would grow without bound.
    /// </summary>
    private const int MaxAlternatives = 3, MaxAlternativesDepth = 2, MaxShort = 6, MaxShortDepth = 4;

    /// <summary>The context of the body that a Call instruction enters, when it always enters the same one and its frame needs nothing special.</summary>
    public static ProfileNode? Callee(ProfileNode context, int pc, KindSet[] operands)
    {
        operands = Unbound(operands);
        var callee = operands[0];
        if (ConsumerBody(context, pc, operands) is { } consumer) return consumer;
        if (callee.Single?.Object is PyType type)
        {
            if (Classes.Construction(type) is not { Function: { Code.IsGeneratorLike: false } init }) return null;
            int passed = ArgumentCount(context, pc, operands);
            if (passed < 0 || CallBinding.Of(init.Code, init.Defaults?.Count ?? 0, passed + 1, KeywordsAt(context, pc), init) == null) return null;
            return Ready(context.Child(pc, init.Code));
        }
        var code = callee.Code;
        if (code == null || code.IsGeneratorLike) return null;
        int count = ArgumentCount(context, pc, operands);
        if (count < 0) return null;
        var keywords = KeywordsAt(context, pc);
        foreach (var k in callee.Kinds)
            if (Of(k, null) is not { } c || !c.Accepts(count, keywords)) return null;
        if (CommonDefaults(callee) < 0 && (code.SimpleArgCount != count || keywords != null)) return null;
        return Ready(context.Child(pc, code));
    }

    /// <summary>The context of what takes a generator in a built-in's place, when it always is one of the same code.</summary>
    public static ProfileNode? ConsumerBody(ProfileNode context, int pc, KindSet[] operands)
    {
        if (operands[0].Single?.Object is null || context.OnlyChild(pc) is not { Code.IsHidden: true } body) return null;
        int items = operands[1].Tag == KindTag.Missing ? 2 : operands[1].Class != null ? 1 : 0;
        // A method's generator comes behind its self.
        if (items > 0 && body.Code.ArgCount == 2 && operands[0].Single?.Object is PyMethodDescriptor) items++;
        return items > 0 && items < operands.Length && operands[items].Class == typeof(PyGenerator) ? Ready(body) : null;
    }

    /// <summary>The names of a call's keywords; null where it has none.</summary>
    public static PyTuple? KeywordsAt(ProfileNode context, int pc) =>
        context.Code.Code[pc].Op == Op.CallKw ? (PyTuple)context.Code.Consts[context.Code.Code[pc + 1].A].Ref! : null;

    /// <summary>The operands of a call with *args and **kwargs are as C# can bind them without running Python code.</summary>
    public static bool IsUnpacked(KindSet[] operands) =>
        operands.Length == 3 && operands[1].Class == typeof(PyTuple) && (operands[2].Tag == KindTag.Missing || operands[2].Class == typeof(PyDict));

    /// <summary>The context of the body that a call with *args and **kwargs enters, when it always enters the same one.</summary>
    public static ProfileNode? CalleeOfUnpacked(ProfileNode context, int pc, KindSet[] operands)
    {
        if (!IsUnpacked(operands)) return null;
        if (operands[0].Single?.Object is PyType type)
            return Classes.Construction(type) is { Kind: ConstructionKind.Plain, Function: { Code.IsGeneratorLike: false } init } ? Ready(context.Child(pc, init.Code)) : null;
        return operands[0].Code is { IsGeneratorLike: false } code ? Ready(context.Child(pc, code)) : null;
    }

    /// <summary>How many defaults all seen functions have; -1 when that varies.</summary>
    public static int CommonDefaults(KindSet callee)
    {
        int common = -1;
        foreach (var k in callee.Kinds)
        {
            if (Of(k, null) is not { } c || common >= 0 && common != c.Defaults) return -1;
            common = c.Defaults;
        }
        return common;
    }

    /// <summary>The kinds of a function's default values.</summary>
    public static Kind[] DefaultsOf(PyFunction f) => f.Defaults is { } defaults ? Array.ConvertAll(defaults.ToArray(), Kind.Of) : [];

    /// <summary>The kinds of the defaults of the functions of one code that were called.</summary>
    public static Kind[] DefaultsOf(KindSet callee) => callee.Kinds.IsEmpty ? [] : Of(callee.Kinds[0], null)?.DefaultKinds ?? [];

    /// <summary>
    /// The operands of a call of bound methods as those of the functions with self in front; the same array where it isn't always such a call.
    /// </summary>
    public static KindSet[] Unbound(KindSet[] operands)
    {
        if (operands.Length < 2 || operands[0].Count == 0 || operands[0].Overflowed || !operands[1].HasTag(KindTag.Missing)) return operands;
        var (functions, selves) = (new KindSet(), new KindSet());
        foreach (var k in operands[0].Kinds)
        {
            if (k.Detail is not Kind.MethodKind m) continue;
            functions.Add(new Kind(KindTag.Object, m.Function));
            selves.Add(m.Self);
        }
        // Where such a call was left, its method was taken apart already: that is the same call.
        foreach (var k in operands[0].Kinds)
            if (k.Detail is not Kind.MethodKind && !functions.Has(k)) return operands;
        return selves.Class == null ? operands : [functions, selves, .. operands.AsSpan(2)];
    }

    /// <summary>What calling a value of a kind enters; null when that isn't the body of one plain function.</summary>
    private static Callee? Of(Kind k, ProfileNode? child) => k.Detail switch
    {
        PyFunction { Code.IsGeneratorLike: false } f => new Callee(f, f.Code, DefaultsOf(f), null, child),
        ClosureKind { Code.IsGeneratorLike: false } f => new Callee(f.Function, f.Code, f.General.Defaults, null, child),
        Kind.FunctionKind { Code.IsGeneratorLike: false } f => new Callee(null, f.Code, f.Defaults, null, child),
        PyType t when Classes.Construction(t) is { Function: { Code.IsGeneratorLike: false } init } => new Callee(init, init.Code, DefaultsOf(init), t, child),
        _ => null,
    };

    /// <summary>As <see cref="Of(Kind, ProfileNode)"/>; bound methods too where the call passes no self.</summary>
    private static Callee? OneOf(Kind k, KindSet[] operands) =>
        k.Detail is Kind.MethodKind { Function: { Code.IsGeneratorLike: false } f } m && operands[1].Tag == KindTag.Missing ? new Callee(f, f.Code, DefaultsOf(f), null, null, m.Self) : Of(k, null);

    /// <summary>
    /// What a call of a few different functions and classes enters, each with the context of its body, if that was seen; null when it isn't such a call.
    /// When more were met than are known, these are just the first.
    /// </summary>
    public static List<Callee>? Several(ProfileNode context, int pc, KindSet[] operands)
    {
        operands = Unbound(operands);
        var callee = operands[0];
        if (callee.Kinds.Length < 2 || callee.Code != null) return null;
        int count = ArgumentCount(context, pc, operands);
        if (count < 0) return null;
        var all = new List<Callee>();
        foreach (var k in callee.Kinds)
        {
            if (OneOf(k, operands) is not { } c || !c.Accepts(count, null))
            {
                if (callee.Overflowed || k.Object is { } o && IsNative(o)) continue;
                return null;
            }
            bool joins = callee.Kinds.Length <= MaxAlternatives && context.Depth < MaxAlternativesDepth || context.Depth < MaxShortDepth && c.Class == null && IsShort(c.Code);
            all.Add(joins ? c with { Child = Ready(context.Child(pc, c.Code)) } : c);
        }
        return all.Count == 0 ? null : all;
    }

    /// <summary>A body of a few instructions that calls nothing and has no loop: a getter, a predicate.</summary>
    private static bool IsShort(PyCode code)
    {
        if (code.Code.Length > MaxShort) return false;
        foreach (var i in code.Code)
            if (i.Op is Op.Call or Op.CallKw or Op.LoadMethod or Op.GetIter or Op.LoopHead) return false;
        return true;
    }

    /// <summary>A built-in that has a kernel.</summary>
    public static bool IsNative(PyObject o) => o is not PyFunction && NativeClasses.IsCallable(o);

    private static ProfileNode? Ready(ProfileNode? child) => child is { Catches: false } && child.At[0] != null ? child : null;

    /// <summary>How many arguments the call passes, self included; -1 when that varies.</summary>
    public static int ArgumentCount(ProfileNode context, int pc, KindSet[] operands)
    {
        int n = context.Code.Code[pc].C;
        var self = operands[1];
        if (self.Tag == KindTag.Missing) return n;
        if (self.Overflowed) return -1;
        foreach (var k in self.Kinds)
            if (k.Tag == KindTag.Missing) return -1;
        return n + 1;
    }
}
