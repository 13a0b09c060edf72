using TieredPy.Runtime.Numbers;

namespace TieredPy.Runtime.Modules;

/// <summary>The module _random.</summary>
[PyModule("_random", Doc = "Module implements the Mersenne Twister random number generator.", Types = [typeof(PyRandom)])]
internal static partial class RandomModule;

/// <summary>_random.Random: the Mersenne Twister with Python's seeding and state.</summary>
[PyType("_random.Random", Mutable = true, Doc = "Random() -> create a random number generator with its own internal state.")]
internal partial class PyRandom : PyObject
{
    private readonly MersenneTwister twister = new();

    internal PyRandom(Shape shape) : base(shape) { }

    [PyNew, RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (cls == TypeObject && kw is { Length: > 0 }) throw Err.TypeError("Random() takes no keyword arguments");
        var r = Allocate(cls);
        int given = args.Length - (kw?.Length ?? 0);
        if (given > 1 && cls == TypeObject) throw Err.TypeError($"Random() takes at most 1 argument ({given} given)");
        r.SeedWith(given > 0 ? args[0] : Value.None);
        return new Value(r);
    }

    public override void Init(ReadOnlySpan<Value> args, PyStr[]? kw) { }

    private void SeedWith(Value n)
    {
        if (n.IsNone)
        {
            Span<byte> entropy = stackalloc byte[MersenneTwister.StateSize * 4];
            System.Security.Cryptography.RandomNumberGenerator.Fill(entropy);
            twister.Seed(MemoryMarshal.Cast<byte, uint>(entropy));
        }
        else if (IntOps.IsInt(n)) twister.Seed(BigInteger.Abs(IntOps.ToBig(n)));
        else twister.Seed((BigInteger)(ulong)Ops.Hash(n));
    }

    [PyMethod("seed", Signature = "($self, n=None, /)", Doc = """
        seed([n]) -> None.

        Defaults to use urandom and falls back to a combination
        of the current time and the process identifier.
        """)]
    private void Seed([OptNone] Value n)
    {
        lock (twister) SeedWith(n);
    }

    [PyMethod("random", Doc = "random() -> x in the interval [0, 1).")]
    private double Random()
    {
        if (!PyThread.MultiThreaded) return twister.NextDouble();
        lock (twister) return twister.NextDouble();
    }

    [PyMethod("getrandbits", Doc = "getrandbits(k) -> x.  Generates an int with k random bits.", Signature = "($self, k, /)")]
    private Value GetRandBits(long k)
    {
        if (k < 0) throw Err.ValueError("number of bits must be non-negative");
        if (k == 0) return Value.Int(0);
        if (k > int.MaxValue) throw Err.Make(ExcTypes.MemoryError);
        bool locked = false;
        if (PyThread.MultiThreaded) Monitor.Enter(twister, ref locked);
        try
        {
            return k < 64 ? Value.Int((long)twister.NextBits((int)k)) : Value.Big(twister.NextBigBits((int)k));
        }
        finally
        {
            if (locked) Monitor.Exit(twister);
        }
    }

    [PyMethod("getstate", Doc = "getstate() -> tuple containing the current state.")]
    private PyTuple GetState()
    {
        lock (twister) return new PyTuple(Array.ConvertAll(twister.GetState(), w => Value.Int(w)));
    }

    [PyMethod("setstate", Doc = "setstate(state) -> None.  Restores generator state.", Signature = "($self, state, /)")]
    private void SetState(Value state)
    {
        if (state.Ref is not PyTuple t) throw Err.TypeError("state vector must be a tuple");
        if (t.Count != MersenneTwister.StateSize + 1) throw Err.ValueError("state vector is the wrong size");
        var words = new uint[t.Count];
        for (int i = 0; i < words.Length; i++) words[i] = (uint)Ops.AsLong(t[i]);
        if (words[^1] > MersenneTwister.StateSize) throw Err.ValueError("invalid state");
        lock (twister) twister.SetState(words);
    }
}
