using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Ir;
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

    private ProfileReader(KnownCode codes)
    {
        links = new LinkReader(codes);
        kinds = new KindReader(links);
    }

    /// <summary>What an entry has for a root. The functions that its code calls directly are added to <paramref name="callees"/>.</summary>
    /// <exception cref="InvalidDataException">The entry isn't what was written.</exception>
    /// <exception cref="UnresolvedLinkException">It refers to what isn't there.</exception>
    public static RestoredVersion Read(CacheEntry entry, KeptRoot root, KnownCode codes, List<PyFunction> callees)
    {
        var reader = new ProfileReader(codes);
        var r = new CacheReader(entry.Bytes);
        reader.links.Read(r);
        reader.kinds.Read(r);
        var profile = new ProfileNode(root.Function, null, 0) { NamesAreGlobals = root.NamesAreGlobals };
        reader.Node(r, profile);
        var target = r.Flag() ? Signature(r, root) : null;
        while (!r.IsAtEnd) callees.Add(reader.links.Next<PyFunction>(r));
        return new RestoredVersion(entry, profile, target);
    }

    private static CallTarget Signature(CacheReader r, KeptRoot root)
    {
        int count = r.Count();
        if (!root.IsFunction || count != root.Code.ParamCount) throw new InvalidDataException("another signature");
        var parameters = new IrType[count];
        for (int k = 0; k < count; k++) parameters[k] = Type(r);
        return new CallTarget(root.Code, parameters, Type(r), (FrameUse)r.Below((int)FrameUse.Looks + 1)) { IsAwaited = true };
    }

    private static IrType Type(CacheReader r) => (IrType)r.Byte() is var t and > IrType.None and <= IrType.Val ? t : throw new InvalidDataException("no such type");

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

/// <summary>A version of a root as a former run left it.</summary>
/// <param name="Entry">Where it was read from.</param>
/// <param name="Profile">What was seen.</param>
/// <param name="Target">Of a function: the signature that its code had.</param>
internal sealed record RestoredVersion(CacheEntry Entry, ProfileNode Profile, CallTarget? Target);
