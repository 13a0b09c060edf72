using TieredPy.Tiers.Ir;
using Xunit;

namespace TieredPy.Tests.Ir;

public sealed class NodeMapTests
{
    private static Node NodeOf(int id) => new(id, IrOp.ConstInt, IrType.Int);

    [Fact]
    public void MapsFindWhatWasSetLast()
    {
        var map = new NodeMap<string>();
        var (low, high) = (NodeOf(0), NodeOf(1000));
        map[high] = "high";
        map[low] = "low";
        map[high] = "higher";
        Assert.Equal(2, map.Count);
        Assert.Equal("higher", map[high]);
        Assert.True(map.TryGetValue(low, out string? found) && found == "low");
        Assert.False(map.ContainsKey(NodeOf(63)) || map.ContainsKey(NodeOf(5000)));
        Assert.Null(map.GetValueOrDefault(NodeOf(64)));
        Assert.Equal([(low, "low"), (high, "higher")], map.Entries());
        Assert.Throws<KeyNotFoundException>(() => map[NodeOf(1)]);
    }

    [Fact]
    public void SetsTellWhatIsNew()
    {
        var set = new NodeSet();
        Assert.True(set.Add(NodeOf(63)));
        Assert.True(set.Add(NodeOf(64)));
        Assert.True(set.Add(NodeOf(2000)));
        Assert.False(set.Add(NodeOf(64)));
        Assert.True(set.Contains(NodeOf(63)) && set.Contains(NodeOf(2000)));
        Assert.False(set.Contains(NodeOf(0)) || set.Contains(NodeOf(65)) || set.Contains(NodeOf(100_000)));
        set.AddAll([NodeOf(0), NodeOf(65)]);
        Assert.True(set.Contains(NodeOf(0)) && set.Contains(NodeOf(65)));
    }
}
