using System.Text;

namespace TieredPy.Runtime.Objects;

/// <summary>The methods that set and frozenset share.</summary>
public abstract partial class PySetBase
{
    // ---- special methods of both

    public override long Len() => used;

    public override bool Contains(Value item)
    {
        long hash = KeyHash(ref item);
        return Has(item, hash);
    }

    public override Value Iter() => new(new PySetIterator(this));

    public override Value Compare(CmpOp op, Value other)
    {
        if (other.Ref is not PySetBase o) return Value.NotImplemented;
        Sequences.GuardCompare();
        return Value.Bool(op switch
        {
            CmpOp.Eq => used == o.used && SubsetOf(o),
            CmpOp.Ne => !(used == o.used && SubsetOf(o)),
            CmpOp.Le => SubsetOf(o),
            CmpOp.Ge => o.SubsetOf(this),
            CmpOp.Lt => used < o.used && SubsetOf(o),
            _ => o.used < used && o.SubsetOf(this),
        });
    }

    public override Value Repr()
    {
        string name = Type.Name;
        if (used == 0) return new Value(PyStr.Of($"{name}()"));
        if (!ReprGuard.Enter(this)) return new Value(PyStr.Of($"{name}(...)"));
        try
        {
            var sb = new StringBuilder();
            bool plain = GetType() == typeof(PySet);
            if (!plain) sb.Append(name).Append('(');
            sb.Append('{');
            bool more = false;
            foreach (var x in ToArray())
            {
                if (more) sb.Append(", ");
                more = true;
                Sequences.AppendRepr(sb, x);
            }
            sb.Append(plain ? "}" : "})");
            return Sequences.Text(sb);
        }
        finally
        {
            ReprGuard.Leave(this);
        }
    }

    public override Value And(Value other) => other.Ref is PySetBase ? new Value(Intersect(other)) : Value.NotImplemented;

    public override Value Or(Value other) => other.Ref is PySetBase ? new Value(Join(other)) : Value.NotImplemented;

    public override Value Sub(Value other) => other.Ref is PySetBase ? new Value(Subtract(other)) : Value.NotImplemented;

    public override Value Xor(Value other) => other.Ref is PySetBase ? new Value(Symmetric(other)) : Value.NotImplemented;

    public override Value RAnd(Value other) => other.Ref is PySetBase o ? o.And(new Value(this)) : Value.NotImplemented;

    public override Value ROr(Value other) => other.Ref is PySetBase o ? o.Or(new Value(this)) : Value.NotImplemented;

    public override Value RSub(Value other) => other.Ref is PySetBase o ? o.Sub(new Value(this)) : Value.NotImplemented;

    public override Value RXor(Value other) => other.Ref is PySetBase o ? o.Xor(new Value(this)) : Value.NotImplemented;

    // ---- methods of both

    [PyMethod("union", Doc = "Return a new set with elements from the set and all others.")]
    internal PySetBase UnionMethod([StarArgs] ReadOnlySpan<Value> others)
    {
        var result = CopyBase();
        foreach (var o in others) result.Update(o);
        return result;
    }

    [PyMethod("intersection", Doc = "Return a new set with elements common to the set and all others.")]
    internal PySetBase IntersectionMethod([StarArgs] ReadOnlySpan<Value> others)
    {
        if (others.IsEmpty) return CopyBase();
        var result = this;
        foreach (var o in others) result = result.Intersect(o);
        return result;
    }

    [PyMethod("difference", Doc = "Return a new set with elements in the set that are not in the others.")]
    internal PySetBase DifferenceMethod([StarArgs] ReadOnlySpan<Value> others)
    {
        if (others.IsEmpty) return CopyBase();
        var result = Subtract(others[0]);
        foreach (var o in others[1..]) result.DifferenceUpdate(o);
        return result;
    }

    [PyMethod("symmetric_difference", Doc = "Return a new set with elements in either the set or other but not both.")]
    internal PySetBase SymmetricDifferenceMethod(Value other) => Symmetric(other);

    [PyMethod("isdisjoint", Doc = "Return True if two sets have a null intersection.")]
    internal bool IsDisjoint(Value other) => DisjointFrom(other);

    [PyMethod("issubset", Doc = "Report whether another set contains this set.")]
    internal bool IsSubset(Value other)
    {
        if (other.Ref is PySetBase o) return SubsetOf(o);
        return Intersect(other).used == used;
    }

    [PyMethod("issuperset", Doc = "Report whether this set contains another set.")]
    internal bool IsSuperset(Value other)
    {
        if (other.Ref is PySetBase o) return o.SubsetOf(this);
        foreach (var x in Ops.Iterate(other))
            if (!Has(x)) return false;
        return true;
    }

    [PyMethod("__reduce__", Doc = "Return state information for pickling.")]
    internal PyTuple Reduce() =>
        new(new Value(Type), new Value(new PyTuple(new Value(new PyList(ToArray())))), Ops.CallMethod(new Value(this), "__getstate__"));

    [PyMethod("__sizeof__", Doc = "S.__sizeof__() -> size of S in memory, in bytes.")]
    internal long SizeOf() => 56 + 16L * store.Length;

    public override string ToString() => $"set of {used}";
}
