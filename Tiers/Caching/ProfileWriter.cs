using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Caching;

/// <summary>Writes the profile of one version of a root as an entry: links, sets of kinds, the tree of contexts, a signature, functions to compile before.</summary>
internal sealed class ProfileWriter
{
    private readonly LinkWriter links = new();
    private readonly KindWriter kinds;
    private readonly CacheWriter tree = new();

    private ProfileWriter() => kinds = new KindWriter(links);

    /// <summary>The entry's bytes, and the code objects that must be there to read it.</summary>
    /// <param name="root">The profile.</param>
    /// <param name="target">The signature of its code, if it is a function's.</param>
    /// <param name="callees">Functions that the code made of it calls directly.</param>
    /// <param name="codes">The code objects.</param>
    /// <param name="refused">Objects that have no name.</param>
    public static byte[] Write(ProfileNode root, CallTarget? target, IEnumerable<PyFunction> callees, out HashSet<PyCode> codes, out int refused)
    {
        var w = new ProfileWriter();
        w.Node(root);
        w.Signature(target);
        foreach (var f in callees)
            if (w.links.Of(f) is >= 0 and var n) w.tree.Number(n);
        var all = new CacheWriter();
        w.links.WriteTo(all);
        w.kinds.WriteTo(all);
        all.Bytes(w.tree.Written);
        codes = w.links.Codes;
        refused = w.links.Refused;
        return all.Written.ToArray();
    }

    private void Signature(CallTarget? target)
    {
        tree.Flag(target != null);
        if (target == null) return;
        tree.Number(target.Parameters.Length);
        foreach (var p in target.Parameters) tree.Byte((byte)p);
        tree.Byte((byte)target.Result);
        tree.Number((int)target.Frames);
    }

    // Contexts are as deep as a recording lets them be.
    private void Node(ProfileNode node)
    {
        tree.Number(node.Code.Code.Length);
        tree.Flag(node.Catches);
        tree.Number(node.Resumed.Count);
        foreach (int pc in node.Resumed) tree.Number(pc);
        tree.Number(node.At.Count(p => p != null));
        for (int pc = 0; pc < node.At.Length; pc++)
            if (node.At[pc] is { } seen) Instruction(pc, seen);
        var children = new List<(int Pc, int Function, ProfileNode Node)>();
        foreach (var child in node.Children)
            if ((child.Code.IsHidden ? links.OfConsumer(child) : links.OfFunction(child.Function)) is >= 0 and var function) children.Add((child.CallPc, function, child));
        tree.Number(children.Count);
        foreach (var (pc, function, child) in children)
        {
            tree.Number(pc);
            tree.Number(function);
            Node(child);
        }
    }

    private void Instruction(int pc, PcProfile seen)
    {
        tree.Number(pc);
        tree.Number(seen.Count);
        tree.Number(seen.HotExits);
        tree.Flag(seen.Raises);
        tree.Flag(seen.KeepGuards);
        tree.Flag(seen.Parts != null);
        if (seen.Parts != null) Unpacked(seen.Parts);
        Sets(seen.Operands);
        Sets(seen.Results);
        tree.Flag(seen.Registers != null);
        if (seen.Registers != null) Sets(seen.Registers);
    }

    private void Unpacked(ArgumentParts parts)
    {
        tree.Number(parts.Length + 1);
        tree.Flag(parts.Names != null);
        if (parts.Names == null) return;
        tree.Number(parts.Names.Length);
        foreach (var name in parts.Names) tree.Text(name.ToString());
    }

    private void Sets(KindSet[] sets)
    {
        tree.Number(sets.Length);
        foreach (var s in sets) tree.Number(kinds.Of(s));
    }
}
