using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;
using TieredPy.Tests.Bytecode;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Ir.Text;
using Xunit;

namespace TieredPy.Tests.Ir;

/// <summary>The parser of regions: what it makes of text, and what it says of text that is none.</summary>
public sealed class IrParserTests
{
    private static readonly PyCode Code = CompileHelper.Function("def f(a, b):\n    return a\n");

    private static IrSymbols Symbols() => new IrSymbols().Add("f", Code).Add("spare", new PySet());

    private const string Loop = """
        region f:0
        function f(v0: Ref:PyFunction!, v1: Int, v2: Val!): Int
        inlines 3
        b0():
            v3: Ref:PyList! = GuardClass PyList v2 exit f:0[0=v1 1=-]
            Jump b1(v1)
        b1(v4: Int) loop depth 1:
            v5: Float = MulFloat -0f 1E+20f
            v6: Bool = LtInt v4 9
            v7: Int = AddInt wraps v4 -1
            Poll quick exit f:0[0=v4 1=v9] writes(PyListIterator.index v3=v7) entry end
            v8: Int = CallDirect f v0 v4 v2 spills(0 1) exit f:0[0=v4]/f:1(Call 1 0 of v0)[0=v5] after f:1[0=transferred]
            v12: Val = Call NativeBinary.any 3 v2 v8 caught(0 1 2 0) exit f:0[]
            v13: Bool = WasRaised v12
            v15: Float = LoadElement Float32 v3 v4
            StoreElement UInt16 v3 v4 v7
            Call SetAdd @spare v8 exit f:0[]
            v14: Ref! = GuardIs "text" v8 exit f:0[]
            Branch v6 b1(v7) b2()
        b2():
            Return v4 exit f:0[0=v4]
        virtual:
            v9: Ref:PyTuple! = Virtual Tuple v5 v10 None NaNf 0x7FF0000000000001f
            v10: Val = Virtual Choice v6 v2 v9

        """;

    [Fact]
    public void TextGivesARegionThatPrintsAsTheSameText()
    {
        // Not a sound region, but one that has a little of everything.
        var symbols = Symbols();
        Assert.Equal(Loop, IrPrinter.Print(IrParser.Parse(Loop, symbols), symbols));
    }

    [Fact]
    public void SnapshotsWithOneTextAreOne()
    {
        var nodes = IrParser.Parse(Loop, Symbols()).Blocks[1].Nodes;
        Assert.Same(nodes[^1].Exit, nodes[^2].Exit);
        Assert.NotSame(nodes[^1].Exit, nodes[3].Exit);
    }

    [Fact]
    public void NewNodesAndBlocksGetNumbersOfTheirOwn()
    {
        var region = IrParser.Parse(Loop, Symbols());
        Assert.Equal(3, region.NewBlock().Id);
        Assert.True(region.NewId() > 14);
    }

    [Fact]
    public void ObjectsThatShareANameAreToldApart()
    {
        var symbols = new IrSymbols();
        var (a, b) = (CompileHelper.Function("def f(a): pass\n"), CompileHelper.Function("def f(a): pass\n"));
        Assert.Equal(["f", "f#2", "f"], new[] { a, b, a }.Select(symbols.NameOf));
        Assert.Same(b, symbols.Find(Naming.Code, "f#2"));
        Assert.Null(symbols.Find(Naming.Object, "f"));
    }

    [Theory]
    [InlineData("region", 1, 7, "the region needs a name")]
    [InlineData("region r", 1, 9, "a block should stand here")]
    [InlineData("region r\nb0(:\n", 2, 4, "':' should be a value's number")]
    [InlineData("region r\nb0():\n    Jump b1()\n", 3, 10, "there is no b1")]
    [InlineData("region r\nb0():\n    Jump b0()\nb0():\n    Open\n", 4, 1, "b0 is there twice")]
    [InlineData("region r\nb0():\n    v0: Int = AddInt v1 2\n    Open\n", 3, 22, "there is no v1")]
    [InlineData("region r\nb0(v0: Int, v0: Int):\n    Open\n", 2, 13, "v0 is there twice")]
    [InlineData("region r\nb0():\n    v0: Ink = AddInt 1 2\n", 3, 9, "'Ink' should be a type")]
    [InlineData("region r\nb0():\n    v0: Int = Jump b0()\n", 3, 15, "'Jump' should be an operation")]
    [InlineData("region r\nb0():\n    v0: Val = Call Nothing 1\n", 3, 20, "there is no kernel called Nothing")]
    [InlineData("region r\nb0():\n    v0: Ref = GuardClass PyNothing 1\n", 3, 26, "there is no class called PyNothing")]
    [InlineData("region r\nb0():\n    Poll exit g:0[]\n", 3, 15, "there is no code called g")]
    [InlineData("region r\nb0():\n    Poll exit f:0[0 v1]\n", 3, 21, "'v1' should be '='")]
    [InlineData("region r\nb0():\n    v0: Int = AddInt 99999999999999999999 2\n", 3, 22, "no number of 64 bits")]
    [InlineData("region r\nb0():\n    v0: Int = AddInt 1 2 \"open\n", 3, 26, "the quote isn't closed")]
    [InlineData("region r\nb0():\n    v99999999999: Int = AddInt 1 2\n", 3, 5, "is too large")]
    [InlineData("region r\nb0():\n    v0: Bool = WasRaised v1\n", 3, 26, "should be an operation before")]
    [InlineData("region r\nb0():\n    v0: Int = AddInt 1 2 caught(1 2)\n", 3, 26, "a handler has four numbers")]
    [InlineData("region r\nb0():\n    v0: Int = AddInt 1 2; 3\n", 3, 25, "';' means nothing here")]
    [InlineData("region r\nb0():\n    Open\nvirtual:\n    v0: Int = AddInt 1 2\n", 5, 5, "only virtual objects stand here")]
    public void BadTextIsRefusedWhereItIsWrong(string text, int line, int column, string problem)
    {
        var e = Assert.Throws<IrSyntaxException>(() => IrParser.Parse(text, Symbols()));
        Assert.Contains(problem, e.Problem);
        Assert.Equal((line, column), (e.Line, e.Column));
    }

    /// <summary>Text with parts taken out, doubled, or changed: it is refused with a place, or it is a region that can be printed and checked.</summary>
    [Fact]
    public void DamagedTextGivesNoOtherError()
    {
        var random = new Random(1);
        int refused = 0;
        for (int round = 0; round < 4000; round++)
        {
            string text = Loop;
            for (int k = random.Next(1, 4); k > 0; k--)
            {
                int at = random.Next(text.Length), length = Math.Min(random.Next(1, 12), text.Length - at);
                string put = random.Next(4) switch
                {
                    0 => "",
                    1 => text.Substring(at, length) + text.Substring(at, length),
                    2 => ((char)random.Next(1, 300)).ToString(),
                    _ => Loop.Substring(random.Next(Loop.Length - 12), random.Next(12)),
                };
                text = text.Remove(at, length).Insert(at, put);
            }
            try
            {
                var region = IrParser.Parse(text, Symbols());
                Assert.Equal(IrPrinter.Print(region), IrPrinter.Print(IrParser.Parse(IrPrinter.Print(region), Symbols())));
                IrVerifier.Verify(region);
            }
            catch (IrSyntaxException e)
            {
                Assert.True(e.Line > 0 && e.Column > 0, e.Message);
                refused++;
            }
            catch (IrException)
            {
            }
        }
        Assert.True(refused > 1000, $"{refused} refused");
    }
}
