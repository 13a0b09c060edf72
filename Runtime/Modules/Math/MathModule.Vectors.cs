using TieredPy.Runtime.Numbers;

namespace TieredPy.Runtime.Modules;

// Sums, products and distances.
internal static partial class MathModule
{
    [PyFunction("fsum", Doc = "Return an accurate floating-point sum of values in the iterable seq.\n\nAssumes IEEE-754 floating-point arithmetic.", RunsPython = true)]
    private static double Fsum(Value seq)
    {
        var sum = new ExactSum();
        foreach (var x in Ops.Iterate(seq))
            if (!sum.Add(Ops.AsDouble(x))) throw Err.OverflowError("intermediate overflow in fsum");
        return sum.TryGetResult(out double r) ? r : throw Err.ValueError("-inf + inf in fsum");
    }

    [PyFunction("hypot", Doc = "hypot(*coordinates) -> value\n\nMultidimensional Euclidean distance from the origin to a point.\n\nRoughly equivalent to:\n    sqrt(sum(x**2 for x in coordinates))\n\nFor a two dimensional point (x, y), gives the hypotenuse\nusing the Pythagorean theorem:  sqrt(x*x + y*y).\n\nFor example, the hypotenuse of a 3/4/5 right triangle is:\n\n    >>> hypot(3.0, 4.0)\n    5.0\n")]
    private static double Hypot([StarArgs] ReadOnlySpan<Value> coordinates)
    {
        var v = new double[coordinates.Length];
        for (int i = 0; i < v.Length; i++) v[i] = Ops.AsDouble(coordinates[i]);
        return MathVector.Norm(v);
    }

    [PyFunction("dist", Doc = "Return the Euclidean distance between two points p and q.\n\nThe points should be specified as sequences (or iterables) of\ncoordinates.  Both inputs must have the same dimension.\n\nRoughly equivalent to:\n    sqrt(sum((px - qx) ** 2.0 for px, qx in zip(p, q)))", RunsPython = true)]
    private static double Dist(Value p, Value q)
    {
        var a = Ops.ToArray(p);
        var b = Ops.ToArray(q);
        if (a.Length != b.Length) throw Err.ValueError("both points must have the same number of dimensions");
        var v = new double[a.Length];
        for (int i = 0; i < v.Length; i++) v[i] = Ops.AsDouble(a[i]) - Ops.AsDouble(b[i]);
        return MathVector.Norm(v);
    }

    [PyFunction("prod", Doc = "Calculate the product of all the elements in the input iterable.\n\nThe default start value for the product is 1.\n\nWhen the iterable is empty, return the start value.  This function is\nintended specifically for use with numeric values and may reject\nnon-numeric types.", RunsPython = true)]
    private static Value Prod(Value iterable, [Opt(Show = "1"), KwOnly, Kw] Value start)
    {
        var total = start.IsMissing ? Value.Int(1) : start;
        foreach (var x in Ops.Iterate(iterable)) total = Ops.Mul(total, x);
        return total;
    }

    [PyFunction("sumprod", Doc = "Return the sum of products of values from two iterables p and q.\n\nRoughly equivalent to:\n\n    sum(itertools.starmap(operator.mul, zip(p, q, strict=True)))\n\nFor float and mixed int/float inputs, the intermediate products\nand sums are computed with extended precision.", RunsPython = true)]
    private static Value SumProd(Value p, Value q)
    {
        var a = Ops.Iter(p);
        var b = Ops.Iter(q);
        var total = Value.Int(0);
        long ints = 0;
        var floats = default(ProductSum);
        bool intPath = true, floatPath = true, anyFloat = false;
        while (true)
        {
            var x = Ops.Next(a);
            var y = Ops.Next(b);
            bool done = x.IsDone;
            if (done != y.IsDone) throw Err.ValueError("Inputs are not the same length");
            if (intPath)
            {
                // Products and sums of ints that fit 64 bits.
                if (!done && x.IsInt && y.IsInt && IntMath.TryMultiply(x.Bits, y.Bits, out long product))
                {
                    long sum = unchecked(ints + product);
                    if (((ints ^ sum) & (product ^ sum)) >= 0)
                    {
                        ints = sum;
                        continue;
                    }
                }
                intPath = false;
                total = Ops.Add(total, Value.Int(ints));
            }
            if (floatPath)
            {
                // Floats, at least one of a pair, in extended precision while all stays finite.
                if (!done && TryNumbers(x, y, out double u, out double v))
                {
                    var next = floats;
                    next.Add(u, v);
                    if (next.IsFinite)
                    {
                        floats = next;
                        anyFloat = true;
                        continue;
                    }
                }
                floatPath = false;
                if (anyFloat) total = Ops.Add(total, Value.Float(floats.Result));
            }
            if (done) return total;
            total = Ops.Add(total, Ops.Mul(x, y));
        }
    }

    private static bool TryNumbers(Value x, Value y, out double u, out double v)
    {
        u = v = 0;
        if (!x.IsFloat && !y.IsFloat) return false;
        return TryNumber(x, out u) && TryNumber(y, out v);
    }

    private static bool TryNumber(Value x, out double d)
    {
        d = 0;
        if (x.IsFloat) d = x.AsFloat;
        else if (x.IsInt || x.Ref is PyBool) d = IntOps.ToDouble(x);
        else if (x.Ref is PyBigInt big) return IntOps.TryToDouble(big.Big, out d);
        else return false;
        return true;
    }
}
