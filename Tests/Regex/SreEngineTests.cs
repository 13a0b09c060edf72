using TieredPy.Runtime.Regex;
using Xunit;

namespace TieredPy.Tests.Regex;

/// <summary>The matching machine on code arrays that re/_compiler.py made (patterns in the comments).</summary>
public sealed class SreEngineTests
{
    // (\w+)@(\w+)
    private static readonly uint[] Address =
    [
        14, 4, 0, 3, uint.MaxValue, 17, 0, 24, 9, 1, uint.MaxValue, 13, 4, 8, 14, 0, 1, 17, 1, 16, 64, 17, 2, 24, 9, 1, uint.MaxValue, 13, 4,
        8, 14, 0, 1, 17, 3, 1,
    ];

    // (?:ab|b)+c
    private static readonly uint[] Repeated =
    [
        14, 4, 0, 2, uint.MaxValue, 23, 17, 1, uint.MaxValue, 7, 7, 16, 97, 16, 98, 15, 7, 5, 16, 98, 15, 2, 0, 18, 16, 99, 1,
    ];

    [Fact]
    public void GroupsAreFound()
    {
        var program = new SreProgram(Address, 2, 0);
        Span<int> spans = new int[6];
        Assert.Equal(SreStatus.Matched, SreEngine.Run(new SreState(), program, "say me@home now", 0, 15, SreMode.Search, false, spans, out var last));
        Assert.Equal([4, 11, 4, 6, 7, 11], spans.ToArray());
        Assert.Equal(2, last);
        Assert.Equal(SreStatus.NoMatch, SreEngine.Run(new SreState(), program, "say me@home now", 0, 15, SreMode.FullMatch, false, spans, out _));
    }

    [Fact]
    public void DeepRepeatsNeedNoStackOfTheirOwn()
    {
        var program = new SreProgram(Repeated, 0, 0);
        var text = string.Concat(Enumerable.Repeat("ab", 200_000)) + "c";
        Span<int> spans = new int[2];
        Assert.Equal(SreStatus.Matched, SreEngine.Run(new SreState(), program, text, 0, text.Length, SreMode.FullMatch, false, spans, out _));
        Assert.Equal(text.Length, spans[1]);
    }

    [Fact]
    public void DamagedCodeIsRefused()
    {
        Assert.Throws<InvalidDataException>(() => new SreProgram(Repeated.AsSpan(0, 25), 0, 0));
        Assert.Throws<InvalidDataException>(() => new SreProgram([16, 1], 0, 0));
        Assert.Throws<InvalidDataException>(() => new SreProgram([17, 5, 1], 1, 0));
        var random = new Random(1);
        var state = new SreState();
        for (var i = 0; i < 20_000; i++)
        {
            var code = (random.Next(2) == 0 ? Address : Repeated).ToArray();
            code[random.Next(code.Length)] = (uint)random.Next(45);
            try
            {
                var program = new SreProgram(code, 2, 0);
                SreEngine.Run(state, program, "aab@abc c", 0, 9, SreMode.Search, false, new int[6], out _);
            }
            catch (InvalidDataException)
            {
            }
        }
    }
}
