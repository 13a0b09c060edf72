using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>Making nodes: constants, pure operations, guards and loads, each made once and as far outside of loops as it may be.</summary>
internal sealed partial class RegionBuilder
{
    private readonly KeyMap<FactKey, Node> constants = new();
    private readonly KeyMap<HoistedKey, Node> hoisted = new();

    private readonly record struct HoistedKey(Loop Loop, FactKey Fact)
    {
        public bool Equals(HoistedKey other) => Loop == other.Loop && Fact.Equals(other.Fact);

        public override int GetHashCode() => RuntimeHelpers.GetHashCode(Loop) * 31 + Fact.GetHashCode();
    }

    private Node Constant(IrOp op, IrType type, long imm, object? data = null)
    {
        var key = new FactKey(op, null, null, data, imm);
        if (constants.TryGetValue(key, out var n)) return n;
        n = new Node(region.NewId(), op, type) { Imm = imm, Data = data, NotNull = data != null, Class = data?.GetType() };
        definedIn[n] = null;
        return constants[key] = n;
    }

    private Node Int(long i) => Constant(IrOp.ConstInt, IrType.Int, i);
    private Node Float(double d) => Constant(IrOp.ConstFloat, IrType.Float, BitConverter.DoubleToInt64Bits(d));
    private Node Bool(bool b) => Constant(IrOp.ConstBool, IrType.Bool, b ? 1 : 0);
    private Node Ref(object o) => Constant(IrOp.ConstRef, IrType.Ref, 0, o);
    private Node Missing() => Ref(Tags.Missing);
    private Node None() => Ref(PyNone.Instance);

    private Node Constant(Value v) => v.IsInt ? Int(v.Bits) : v.IsFloat ? Float(v.AsFloat) : v.Ref is PyBool b ? Bool(b == PyBool.True) : Ref(v.Ref!);

    /// <summary>The value of a register as far as it is known.</summary>
    private Node Get(int r) => Top.Registers[r] ?? (state.Frames.Count == 1 && region.Function == null ? Initial(r) : Missing());

    private void Set(int r, Node v) => Top.Registers[r] = v;

    private bool onOnePath;

    /// <summary>The outermost loop out of which a node with these operands may move; null: it stays.</summary>
    private Loop? Outermost(Node? a, Node? b, object? alias)
    {
        Loop? best = null;
        // What holds on one path only must stay there.
        if (onOnePath) return null;
        for (var l = CurrentLoop; l != null; l = l.Outer)
        {
            if (l.Head.Context.At[l.Head.Pc]!.KeepGuards || !sites.ContainsKey(l)) break;
            if (a != null && l.Contains(definedIn[a]) || b != null && l.Contains(definedIn[b])) break;
            if (knowledge.EffectsOf(l).Kills(alias)) break;
            best = l;
        }
        return best;
    }

    /// <summary>Finds or makes a node without side effects; <paramref name="alias"/> names the part of the heap it reads.</summary>
    private Node Make(IrOp op, IrType type, Node? a, Node? b = null, object? data = null, long imm = 0, object? alias = null, Type? c = null, bool notNull = false, bool mayMove = true)
    {
        var key = new FactKey(op, a, b, data, imm);
        if (Known(key) is { } known) return known;
        var loop = mayMove ? Outermost(a, b, alias) : null;
        bool exits = (IrOps.Of(op).Effects & Effects.Exits) != 0;
        Node[] args = a == null ? [] : b == null ? [a] : [a, b];
        var n = new Node(region.NewId(), op, type, args)
        {
            Data = data,
            Imm = imm,
            Class = c,
            NotNull = notNull,
            Exit = !exits ? null : loop != null ? sites[loop].EntryExit : Exit,
        };
        if (loop != null)
        {
            var site = sites[loop];
            definedIn[n] = loopOf[site.Preheader];
            site.Preheader.Nodes.Add(n);
            hoisted[new HoistedKey(loop, key)] = n;
            state.Escape(n);
        }
        else
        {
            Append(n);
            state.Facts[key] = (n, alias);
        }
        return n;
    }

    /// <summary>A node that was made already, and whose result still holds.</summary>
    private Node? Known(FactKey key)
    {
        if (state.Facts.TryGetValue(key, out var fact)) return fact.Value;
        for (var l = CurrentLoop; l != null; l = l.Outer)
            if (hoisted.TryGetValue(new HoistedKey(l, key), out var before)) return before;
        return null;
    }

    private Node Pure(IrOp op, IrType type, Node a, Node? b = null, object? data = null, long imm = 0) => Make(op, type, a, b, data, imm);

    /// <summary>A guard: the value as what it is then known to be, in all registers that hold it.</summary>
    private Node Guard(IrOp op, IrType type, Node v, object? data = null, Type? c = null)
    {
        if (v.Op == IrOp.ToValue && Boxed(op, type, v.Args[0], c) is { } inner)
        {
            state.Refined[v] = inner;
            state.Replace(v, inner);
            return inner;
        }
        var n = Make(op, type, v, data: data, c: c, notNull: true);
        if (type != IrType.None)
        {
            state.Refined[v] = n;
            state.Replace(v, n);
        }
        return n;
    }

    /// <summary>What a guard of a value gives that was made of a typed one and is known to pass; else null.</summary>
    private static Node? Boxed(IrOp op, IrType type, Node inner, Type? c) => op switch
    {
        IrOp.GuardInt or IrOp.GuardFloat or IrOp.GuardBool when inner.Type == type => inner,
        IrOp.GuardRef when inner.Type == IrType.Ref && inner.NotNull && !IsMissing(inner) => inner,
        IrOp.GuardClass when inner.Type == IrType.Ref && inner.Class == c && !inner.AdmitsHeirs && inner.NotNull => inner,
        _ => null,
    };

    private Node Load(IrOp op, IrType type, Node o, object? data, long imm, object alias, Type? c = null, bool notNull = false) =>
        Make(op, type, o, null, data, imm, alias, c, notNull);

    /// <summary>Something may have written what the key names.</summary>
    private void Kill(object alias)
    {
        state.Kill(alias);
        knowledge.KillAlias(CurrentLoop, alias);
    }

    private void KillHeap()
    {
        state.KillHeap();
        ForgetBodyMemory();
        knowledge.KillAll(CurrentLoop);
    }

    /// <summary>
    /// A call of a kernel, with its arguments as it takes them. A kernel that returns values, since it may fail, and is known to return objects of
    /// one class gives a reference: classes are told of references only.
    /// </summary>
    private Node Kernel(Kernel k, Node[] args, Type? c = null, bool notNull = false)
    {
        if (k.Result == IrType.Val && c != null) return AsResult(Kernel(k, args), c);
        for (int i = 0; i < args.Length; i++) args[i] = As(args[i], k.Parameters[i]);
        bool exits = (k.Effects & (Effects.Exits | Effects.Raises)) != 0;
        if (k.Effects == Effects.None && args.Length is 1 or 2)
            return Make(IrOp.Call, k.Result, args[0], args.Length > 1 ? args[1] : null, k, 0, null, c, notNull);
        var n = Append(new Node(region.NewId(), IrOp.Call, k.Result, args) { Data = k, Class = c, NotNull = notNull, Exit = exits ? Exit : null });
        if ((k.Effects & Effects.RunsPython) != 0) KillHeap();
        return n;
    }

    /// <summary>The value in another representation that is known to fit.</summary>
    private Node As(Node v, IrType type)
    {
        if (v.Type == type) return v;
        switch (type)
        {
            case IrType.Val: return Make(IrOp.ToValue, IrType.Val, v);
            case IrType.Ref when v.Type == IrType.Bool: return Make(IrOp.BoolToRef, IrType.Ref, v, notNull: true);
            case IrType.Ref when v.Type == IrType.Val: return Guard(IrOp.GuardRef, IrType.Ref, v, c: v.Class);
            case IrType.Int when v.Type == IrType.Bool: return Make(IrOp.BoolToInt, IrType.Int, v);
            case IrType.Float when v.Type == IrType.Int: return Make(IrOp.IntToFloat, IrType.Float, v);
            case IrType.Float when v.Type == IrType.Bool: return As(As(v, IrType.Int), IrType.Float);
            default: throw new InvalidOperationException($"{v.Type} {v.Op} as {type} at {point}");
        }
    }

    private PcProfile Seen => point.Context.At[point.Pc]!;

    private static readonly KindSet Nothing = new();

    private KindSet Operand(int n) => n < Seen.Operands.Length ? Seen.Operands[n] : Nothing;

    private KindSet Result(int n = 0) => n < Seen.Results.Length ? Seen.Results[n] : Nothing;

    /// <summary>The value guarded to be the number or truth value that was always seen; itself when that varies.</summary>
    private Node Narrow(Node v, KindSet seen)
    {
        if (v.Type == IrType.Ref && seen.Tag == KindTag.Bool) return v.Op == IrOp.ConstRef ? v : Guard(IrOp.GuardBool, IrType.Bool, v);
        if (v is { Type: IrType.Ref, Class: null } && v.Op != IrOp.ConstRef && seen is { Tag: KindTag.Object, Class: { } exact }) return GuardClass(v, exact);
        if (v.Type != IrType.Val) return v;
        return seen.Tag switch
        {
            KindTag.Int => Guard(IrOp.GuardInt, IrType.Int, v),
            KindTag.Float => Guard(IrOp.GuardFloat, IrType.Float, v),
            KindTag.Bool => Guard(IrOp.GuardBool, IrType.Bool, v),
            KindTag.None => GuardConst(v, PyNone.Instance),
            KindTag.Object when seen.Class is { } c => GuardClass(v, c),
            _ => v,
        };
    }

    /// <summary>The value as a reference to an object of exactly a C# class.</summary>
    private Node GuardClass(Node v, Type c)
    {
        if (v.Class == c && !v.AdmitsHeirs) return v;
        if (v.Type is not (IrType.Val or IrType.Ref)) v = As(v, IrType.Val);
        return Guard(IrOp.GuardClass, IrType.Ref, v, c, c);
    }

    /// <summary>The value as one particular object.</summary>
    private Node GuardConst(Node v, PyObject o)
    {
        var k = Ref(o);
        if (v == k) return k;
        if (v.Type is not (IrType.Val or IrType.Ref)) v = As(v, IrType.Val);
        Make(IrOp.GuardIs, IrType.Ref, v, data: o, notNull: true);
        state.Replace(v, k);
        return k;
    }

    /// <summary>The value as a plain instance of a shape.</summary>
    private Node GuardShape(Node v, Shape shape)
    {
        if ((v.Type == IrType.Val || v is { Type: IrType.Ref, Class: null }) && state.Refined.TryGetValue(v, out var better)) v = better;
        if (state.Shapes.TryGetValue(v, out var known) && known == shape) return v;
        Node n;
        if (v is { Type: IrType.Ref, Class: not null })
        {
            // The object is the same; only what is known of it changes.
            Make(IrOp.GuardShape, IrType.Ref, v, data: shape, alias: shape, c: v.Class, notNull: true);
            n = v;
        }
        else
        {
            n = Guard(IrOp.GuardClass, IrType.Ref, As(v, v.Type == IrType.Ref ? IrType.Ref : IrType.Val), Kind.InstanceClass(shape), Kind.InstanceClass(shape));
            Make(IrOp.GuardShape, IrType.Ref, n, data: shape, alias: shape, c: n.Class, notNull: true);
        }
        state.Shapes[n] = shape;
        return n;
    }
}
