using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Optimizing;

/// <summary>Takes out strs of one character that only exits need: exits make them of their code points.</summary>
internal sealed class RemoveCharacters
{
    private readonly Region region;

    /// <summary>The characters, and the values that are made of them.</summary>
    private readonly Dictionary<Node, Node> characters = [];
    private readonly HashSet<Node> needed = [];
    private readonly Dictionary<Node, Node> virtuals = [];
    private readonly Dictionary<Snapshot, Snapshot> exits = [];

    private RemoveCharacters(Region region) => this.region = region;

    public static void Run(Region region)
    {
        if (region.Blocks.Exists(b => b.Nodes.Exists(n => n.MakesCharacter))) new RemoveCharacters(region).Run();
    }

    /// <summary>What stands for the character of a code point in an exit.</summary>
    public static Node Virtual(Region region, Node code) =>
        new(region.NewId(), IrOp.Virtual, IrType.Ref, code) { Data = new VirtualObject(Allocation.Character, null, []), Class = typeof(PyStr), NotNull = true };

    private void Run()
    {
        foreach (var b in region.Blocks)
            foreach (var n in b.Nodes)
            {
                if (n.MakesCharacter) characters[n] = n;
                else if (n.Op == IrOp.ToValue && n.Args[0].MakesCharacter) characters[n] = n.Args[0];
            }
        foreach (var b in region.Blocks) FindNeeds(b);
        if (characters.Values.All(needed.Contains)) return;
        foreach (var b in region.Blocks)
        {
            foreach (var n in b.Nodes)
            {
                n.Exit = Rewrite(n.Exit);
                n.AfterExit = Rewrite(n.AfterExit);
            }
            b.Exit = Rewrite(b.Exit);
        }
        // Nobody has them any more.
        foreach (var b in region.Blocks) b.Nodes.RemoveAll(IsGone);
    }

    private bool IsGone(Node n) => characters.TryGetValue(n, out var c) && !needed.Contains(c);

    private void FindNeeds(Block b)
    {
        foreach (var n in b.Nodes)
        {
            if (!characters.ContainsKey(n) || n.MakesCharacter) NeedAll(n.Args);
            // What a traceback's frame shows exists, and what the interpreter works on.
            if ((n.ShowsFrames || n.Spilled != null) && n.Exit != null) NeedHeld(n.Exit);
            NeedIfFull(n.Exit);
            NeedIfFull(n.AfterExit);
        }
        NeedIfFull(b.Exit);
        if (b.Condition != null) Need(b.Condition);
        foreach (var e in b.Edges) NeedAll(e.Args);
    }

    private void Need(Node n)
    {
        if (characters.TryGetValue(n, out var c)) needed.Add(c);
    }

    private void NeedAll(Node[] nodes)
    {
        foreach (var n in nodes) Need(n);
    }

    private void NeedHeld(Snapshot s)
    {
        foreach (var n in s.Values()) Need(n);
    }

    /// <summary>An exit has room for so many values.</summary>
    private void NeedIfFull(Snapshot? s)
    {
        if (s != null && 2 * s.Values().Count() > IrVerifier.MaxExitValues) NeedHeld(s);
    }

    private Snapshot? Rewrite(Snapshot? s)
    {
        if (s == null || !s.Values().Any(IsGone)) return s;
        if (!exits.TryGetValue(s, out var changed)) exits[s] = changed = s.With(InExit);
        return changed;
    }

    private Node InExit(Node n)
    {
        if (IsGone(n))
        {
            var c = characters[n];
            if (!virtuals.TryGetValue(c, out var made)) virtuals[c] = made = Virtual(region, c.Args[0]);
            return made;
        }
        if (n.Op != IrOp.Virtual) return n;
        if (virtuals.TryGetValue(n, out var known)) return known;
        return virtuals[n] = region.WithContents(n, InExit);
    }
}
