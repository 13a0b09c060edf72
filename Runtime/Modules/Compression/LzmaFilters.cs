using static TieredPy.Runtime.Modules.Compression.LzmaNative;

namespace TieredPy.Runtime.Modules.Compression;

/// <summary>A chain of filters for liblzma, made from the dicts that describe them.</summary>
internal sealed unsafe class LzmaFilters : IDisposable
{
    public const ulong Lzma1 = 0x4000000000000001, Lzma2 = 0x21, Delta = 3, X86 = 4, Sparc = 9;

    private const int Most = 4;
    private const ulong End = ulong.MaxValue;

    private LzmaFilters()
    {
        Chain = (Filter*)NativeMemory.AllocZeroed(Most + 1, (nuint)sizeof(Filter));
        Chain->Id = End;
    }

    /// <summary>The filters, ended as liblzma wants it.</summary>
    public Filter* Chain { get; private set; }

    public bool IsSingleLzma1 => Chain[0].Id == Lzma1 && Chain[1].Id == End;

    /// <summary>True for the filters of machine code: x86, PowerPC, IA-64, ARM, ARM-Thumb and SPARC.</summary>
    public static bool IsBcj(ulong id) => id is >= X86 and <= Sparc;

    public static LzmaFilters Parse(Value specifications)
    {
        if (specifications.Ref is PyDict) throw Err.TypeError($"{Ops.TypeName(specifications)} is not a sequence");
        long count = Ops.Len(specifications);
        if (count > Most) throw Err.ValueError($"Too many filters - liblzma supports a maximum of {Most}");
        if (specifications.Ref is PySetBase && count > 0) throw Err.TypeError($"'{Ops.TypeName(specifications)}' object does not support indexing");
        var made = new LzmaFilters();
        try
        {
            for (int i = 0; i < count; i++) made.Add(i, Ops.GetItem(specifications, Value.Int(i)));
        }
        catch (PyException)
        {
            made.Dispose();
            throw;
        }
        return made;
    }

    public static LzmaFilters Single(Value specification)
    {
        var made = new LzmaFilters();
        try
        {
            made.Add(0, specification);
        }
        catch (PyException)
        {
            made.Dispose();
            throw;
        }
        return made;
    }

    private void Add(int at, Value specification)
    {
        if (!Ops.Has(specification, Slot.GetItem)) throw Err.TypeError("Filter specifier must be a dict or dict-like object");
        var id = Optional(specification, "id");
        if (id.IsMissing) throw Err.ValueError("Filter specifier must have an \"id\" entry");
        ulong number = Unsigned(id);
        void* options = number switch
        {
            Lzma1 or Lzma2 => LzmaOptionsOf(specification),
            Delta => DeltaOptionsOf(specification),
            _ when IsBcj(number) => BcjOptionsOf(specification),
            _ => throw Err.ValueError($"Invalid filter ID: {number}"),
        };
        Chain[at] = new Filter { Id = number, Options = options };
        Chain[at + 1].Id = End;
    }

    private static void* LzmaOptionsOf(Value specification)
    {
        uint preset = LzmaModule.DefaultPreset;
        if (Optional(specification, "preset") is { IsMissing: false } given) preset = Unsigned32(given);
        LzmaOptions o = default;
        if (lzma_lzma_preset(&o, preset) != 0) throw Err.Make(LzmaModule.Error, $"Invalid compression preset: {preset}");
        var fields = new Fields(specification, "LZMA", "id", "preset", "dict_size", "lc", "lp", "pb", "mode", "nice_len", "mf", "depth");
        fields.Read("dict_size", ref o.DictSize);
        fields.Read("lc", ref o.Lc);
        fields.Read("lp", ref o.Lp);
        fields.Read("pb", ref o.Pb);
        fields.Read("mode", ref o.Mode);
        fields.Read("nice_len", ref o.NiceLen);
        fields.Read("mf", ref o.Mf);
        fields.Read("depth", ref o.Depth);
        return Copy(o);
    }

    private static void* DeltaOptionsOf(Value specification)
    {
        var o = new DeltaOptions { Dist = 1 };
        new Fields(specification, "delta", "id", "dist").Read("dist", ref o.Dist);
        return Copy(o);
    }

    private static void* BcjOptionsOf(Value specification)
    {
        BcjOptions o = default;
        new Fields(specification, "BCJ", "id", "start_offset").Read("start_offset", ref o.StartOffset);
        return Copy(o);
    }

    private static void* Copy<T>(T options) where T : unmanaged
    {
        var to = (T*)NativeMemory.Alloc((nuint)sizeof(T));
        *to = options;
        return to;
    }

    private static Value Optional(Value mapping, string name)
    {
        try
        {
            return Ops.GetItem(mapping, Value.Str(name));
        }
        catch (PyException e) when (e.Is(ExcTypes.KeyError))
        {
            return Value.Missing;
        }
    }

    /// <summary>An int that fits 64 bits without a sign.</summary>
    public static ulong Unsigned(Value v)
    {
        if (!IntOps.IsInt(v)) throw Err.TypeError("an integer is required");
        var n = IntOps.ToBig(v);
        if (n.Sign < 0) throw Err.OverflowError("can't convert negative int to unsigned");
        return n <= ulong.MaxValue ? (ulong)n : throw Err.OverflowError("int too big to convert");
    }

    public static uint Unsigned32(Value v)
    {
        ulong n = Unsigned(v);
        return n <= uint.MaxValue ? (uint)n : throw Err.OverflowError("Value too large for uint32_t type");
    }

    public void Dispose()
    {
        if (Chain == null) return;
        for (var f = Chain; f->Id != End; f++) NativeMemory.Free(f->Options);
        NativeMemory.Free(Chain);
        Chain = null;
    }

    /// <summary>The entries of a filter's dict, as keyword arguments: whatever is wrong with them, the error is one.</summary>
    private readonly struct Fields
    {
        private readonly PyDict entries;
        private readonly string filter;

        public Fields(Value specification, string filter, params string[] names)
        {
            this.filter = filter;
            entries = specification.Ref as PyDict ?? throw Invalid();
            int at = 0;
            while (entries.Next(ref at, out var key, out _))
                if (key.Ref is not PyStr s || Array.IndexOf(names, s.ToString()) < 0) throw Invalid();
        }

        public void Read(string name, ref uint field)
        {
            if (entries.TryGet(PyStr.Intern(name)) is not { IsMissing: false } v) return;
            try
            {
                field = Unsigned32(v);
            }
            catch (PyException)
            {
                throw Invalid();
            }
        }

        private PyException Invalid() => Err.ValueError($"Invalid filter specifier for {filter} filter");
    }
}
