using TieredPy.Runtime.Bytecode;
using TieredPy.Tests.Bytecode;
using TieredPy.Tiers.Cil;
using TieredPy.Tiers.Cil.Emitting;
using TieredPy.Tiers.Deopt;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Ir.Text;
using Xunit;

namespace TieredPy.Tests.Cil;

/// <summary>How exits share the code that leaves their values behind.</summary>
public class ExitTreeTests
{
    private static readonly PyCode Code = Prepared();

    private static PyCode Prepared()
    {
        var code = CompileHelper.Function("def f(a, b, c, d, e, g, h, i, j, k, l, m):\n    pass\n");
        code.Prepare();
        return code;
    }

    /// <summary>The paths of two exits that have so many values in common, and each one of its own.</summary>
    private static (Tiers.List<ExitTree.Path> Paths, ResumeData First, ResumeData Second) Paths(int common)
    {
        string values = string.Join(' ', Enumerable.Range(0, common).Select(k => $"{k}=v{k}"));
        var region = IrParser.Parse($"""
            region test
            b0():
            {string.Join('\n', Enumerable.Range(0, common + 2).Select(k => $"    v{k}: Val = LoadRegister {k}"))}
                v20: Int = GuardInt v0 exit f:0[{values} {common}=v{common}]
                Leave end exit f:0[{values} {common}=v{common + 1}]
            """, new IrSymbols().Add("f", Code));
        IrVerifier.Verify(region);
        var order = ExitTree.OrderFor(region);
        var (first, second) = (new ResumeData(region.Entry.Nodes[^1].Exit!, order), new ResumeData(region.Entry.Exit!, order));
        var e = Emit.NewDynamicMethod(typeof(int), [], "exits", typeof(ExitTreeTests).Module);
        var tree = new ExitTree();
        tree.Add(first, 0, e.DefineLabel());
        tree.Add(second, 1, e.DefineLabel());
        return (ExitTree.PathsTo(tree.Root), first, second);
    }

    [Fact]
    public void ManyValuesInCommonAreLeftBehindByOnePieceOfCode()
    {
        var (paths, first, second) = Paths(10);
        var shared = Assert.Single(paths);
        Assert.Equal(10, shared.Values.Count);
        Assert.Empty(shared.Exits);
        Assert.Equal([0, 1], shared.Leading.Select(p => Assert.Single(p.Exits).Exit).Order());
        Assert.All(shared.Leading, p => Assert.Single(p.Values));
        // What an exit has alone comes first, and the rest of the lists is the same.
        Assert.Equal(first.Left.ToArray()[1..], second.Left.ToArray()[1..]);
        Assert.Equal(shared.Values, first.Left.ToArray()[1..]);
    }

    [Fact]
    public void FewValuesInCommonAreRepeated()
    {
        var (paths, first, second) = Paths(3);
        Assert.Equal([first.Left, second.Left], paths.OrderBy(p => Assert.Single(p.Exits).Exit).Select(p => p.Values));
        Assert.All(paths, p => Assert.Empty(p.Leading));
    }
}
