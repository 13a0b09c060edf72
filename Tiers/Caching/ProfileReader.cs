using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Caching;

/// <summary>Reads what <see cref="ProfileWriter"/> wrote, and checks that it fits the code that is there.</summary>
internal sealed class ProfileReader
{
    /// <summary>Contexts within one another, and in all: far more than a recording makes.</summary>
    private const int MaxDepth = 100, MaxNodes = 10_000;

    private readonly LinkReader links;
    private readonly KindReader kinds;
    private int nodes;

    private ProfileReader(Func<ulong, PyCode?> codes)
    {
        links = new LinkReader(codes);
        kinds = new KindReader(links);
    }

    /// <summary>The profile in an entry, for a function that has its code.</summary>
    /// <exception cref="InvalidDataException">The entry isn't what was written.</exception>
    /// <exception cref="UnresolvedLinkException">It refers to what isn't there.</exception>
    public static ProfileNode Read(ReadOnlyMemory<byte> entry, PyFunction function, bool namesAreGlobals, Func<ulong, PyCode?> codes)
    {
        var reader = new ProfileReader(codes);
        var r = new CacheReader(entry);
        reader.links.Read(r);
        reader.kinds.Read(r);
        var root = new ProfileNode(function, null, 0) { NamesAreGlobals = namesAreGlobals };
        reader.Node(r, root);
        return r.IsAtEnd ? root : throw new InvalidDataException("more than an entry");
    }

    private void Node(CacheReader r, ProfileNode node)
    {
        int length = node.At.Length;
        if (node.Depth > MaxDepth || ++nodes > MaxNodes) throw new InvalidDataException("too many contexts");
        if (r.Number() != (ulong)length) throw new InvalidDataException("other code");
        node.Catches = r.Flag();
        for (int n = r.Below(length + 1); n > 0; n--) node.Resumed.Add(r.Below(length));
        for (int n = r.Below(length + 1); n > 0; n--)
        {
            int pc = r.Below(length);
            if (node.Code.Code[pc].Op == Op.Ext) throw new InvalidDataException("no instruction");
            node.At[pc] = Instruction(r, node, pc);
        }
        for (int n = r.Count(); n > 0; n--)
        {
            int pc = r.Below(length);
            Node(r, node.GetChild(pc, links.Next<PyFunction>(r)));
        }
    }

    private PcProfile Instruction(CacheReader r, ProfileNode node, int pc)
    {
        var seen = new PcProfile { Count = r.Below(int.MaxValue), HotExits = r.Below(int.MaxValue), Raises = r.Flag(), KeepGuards = r.Flag() };
        if (r.Flag()) seen.Parts = Unpacked(r);
        seen.Operands = Sets(r, node.Info.Reads[pc].Length);
        seen.Results = Sets(r, node.Info.Writes[pc].Length);
        if (r.Flag()) seen.Registers = Sets(r, node.Code.RegCount);
        return seen;
    }

    private static ArgumentParts Unpacked(CacheReader r)
    {
        int length = r.Below(ArgumentParts.Max + 2) - 1;
        if (!r.Flag()) return new ArgumentParts(length, null);
        var names = new PyStr[r.Below(ArgumentParts.Max + 1)];
        for (int k = 0; k < names.Length; k++) names[k] = PyStr.Intern(r.Text());
        return new ArgumentParts(length, names);
    }

    private KindSet[] Sets(CacheReader r, int expected)
    {
        int count = r.Count();
        if (count != 0 && count != expected) throw new InvalidDataException("other operands");
        var sets = new KindSet[count];
        for (int k = 0; k < count; k++) sets[k] = kinds.Next(r);
        return sets;
    }
}
