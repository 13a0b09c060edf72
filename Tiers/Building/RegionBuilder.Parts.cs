using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>
/// Arguments that <c>f(*args, **names)</c> puts together: a list and a dict grow item by item, and nobody else sees them. Each step makes a new one of known
/// contents, of which only those remain that an exit or the callee needs.
/// </summary>
internal sealed partial class RegionBuilder
{
    /// <summary>What lists and dicts contain; it holds as long as they are among <see cref="State.Fresh"/>.</summary>
    private readonly Dictionary<Node, KnownParts> parts = [];

    /// <param name="Names">A dict's keys, which differ; null for a list.</param>
    /// <param name="Values">The items, or the values under the names.</param>
    private sealed record KnownParts(PyStr[]? Names, Node[] Values);

    /// <summary>Lists of a few items followed by those of a tuple of any length: what <c>f(a, *rest)</c> makes its arguments of.</summary>
    private readonly Dictionary<Node, (Node[] Items, Node Others)> spreads = [];

    private KnownParts? PartsOf(Node n) => state.Fresh.Contains(n) ? parts.GetValueOrDefault(n) : null;

    private Node NewKnownList(Node[] items)
    {
        var list = Kernel(NativeKernels.NewList[items.Length], (Node[])items.Clone(), typeof(PyList), true);
        parts[list] = new KnownParts(null, items);
        state.Fresh.Add(list);
        return list;
    }

    private Node NewKnownDict(PyStr[] names, Node[] values)
    {
        var args = new Node[2 * names.Length];
        for (int n = 0; n < names.Length; n++) (args[2 * n], args[2 * n + 1]) = (Ref(names[n]), values[n]);
        var d = Kernel(NativeKernels.NewDictOf[names.Length], args, typeof(PyDict), true);
        parts[d] = new KnownParts(names, values);
        state.Fresh.Add(d);
        return d;
    }

    /// <summary>The items of a tuple or list whose length is known, or, of a tuple, was always the same; null where that is unknown, or they are many.</summary>
    private Node[]? KnownItems(Node sequence)
    {
        if (PartsOf(sequence) is { Names: null } list) return list.Values;
        if (sequence.Class != typeof(PyTuple)) return null;
        if (LengthOf(sequence) is not { } length)
        {
            if (Seen.HotExits > 0 || Seen.Parts is not { Length: >= 0 and var seen }) return null;
            GuardTrue(IntCompare(CmpOp.Eq, Pure(IrOp.TupleLength, IrType.Int, sequence), Int(seen)));
            length = seen;
        }
        if (length > ArgumentParts.Max) return null;
        var items = new Node[length];
        for (int n = 0; n < items.Length; n++) items[n] = Make(IrOp.LoadTupleItem, IrType.Val, sequence, Int(n));
        return items;
    }

    /// <summary>The contents of a dict that are known, or whose keys were always the same; null where they aren't, or they are many.</summary>
    private KnownParts? KnownEntries(Node dict)
    {
        if (PartsOf(dict) is { Names: not null } made) return made;
        if (dict.Class != typeof(PyDict) || Seen.HotExits > 0 || Seen.Parts is not { Names: { } names }) return null;
        GuardTrue(Kernel(NativeKernels.HasNames, [dict, Ref(names)]));
        var values = new Node[names.Length];
        for (int n = 0; n < names.Length; n++)
        {
            values[n] = Kernel(Kernels.DictGetStr, [dict, Ref(names[n])]);
            Make(IrOp.GuardBound, IrType.None, values[n]);
        }
        return new KnownParts(names, values);
    }

    private bool ExtendKnownList(Instr i)
    {
        if (PartsOf(Get(i.A)) is not { Names: null } list || Operand(1).Class is not { } c || c != typeof(PyTuple)) return false;
        var rest = GuardClass(Get(i.B), c);
        if (KnownItems(rest) is { } items && list.Values.Length + items.Length <= ArgumentParts.Max) Set(i.A, NewKnownList([.. list.Values, .. items]));
        else
        {
            var made = Kernel(NativeKernels.SpreadList[list.Values.Length], [rest, .. list.Values], typeof(PyList), true);
            spreads[made] = (list.Values, rest);
            state.Fresh.Add(made);
            Set(i.A, made);
        }
        return true;
    }

    private bool MergeKnownDict(Instr i)
    {
        if (PartsOf(Get(i.A)) is not { Names: { } names } target || KnownEntries(GuardClass(Get(i.B), typeof(PyDict))) is not { Names: { } more } source) return false;
        if (names.Length + more.Length > ArgumentParts.Max || Array.Exists(more, m => Array.Exists(names, n => n.Equals(m)))) return false;
        Set(i.A, NewKnownDict([.. names, .. more], [.. target.Values, .. source.Values]));
        return true;
    }

    private Node ListToTuple(Node list)
    {
        if (state.Fresh.Contains(list) && spreads.TryGetValue(list, out var spread))
            return spread.Items.Length == 0 ? spread.Others : Kernel(NativeKernels.SpreadTuple[spread.Items.Length], [spread.Others, .. spread.Items], typeof(PyTuple), true);
        if (PartsOf(list) is not { Names: null } known) return NativeKernel(k => k.ListToTuple, true, list);
        return known.Values.Length == 0 ? Ref(PyTuple.Empty) : NewTuple(known.Values);
    }

    /// <summary>The parameters' values when it is known what is unpacked; null where it isn't, or it doesn't fit.</summary>
    private List<Node>? BindParts(Node function, PyFunction? known, PyCode code, Node self, Node tuple, Node names)
    {
        if (KnownItems(tuple) is not { } items) return null;
        var entries = IsMissing(names) ? new KnownParts([], []) : KnownEntries(names);
        if (entries == null) return null;
        List<Node> args = IsMissing(self) ? [.. items, .. entries.Values] : [self, .. items, .. entries.Values];
        var keywords = entries.Names!.Length == 0 ? null : new PyTuple(Array.ConvertAll(entries.Names, n => new Value(n)));
        int defaults = known?.Defaults?.Count ?? 0;
        return CallBinding.Of(code, defaults, args.Count, keywords, known) != null ? Bind(function, known, code, defaults, args, keywords) : null;
    }
}
