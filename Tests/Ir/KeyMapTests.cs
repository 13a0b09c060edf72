using TieredPy.Tiers;
using Xunit;

namespace TieredPy.Tests.Ir;

/// <summary>The tiers' own table against the framework's.</summary>
public sealed class KeyMapTests
{
    /// <summary>Keys of few different hashes, so that chains are long.</summary>
    private readonly record struct Key(int Number)
    {
        public override int GetHashCode() => Number % 7;
    }

    [Fact]
    public void ItHasWhatADictionaryHas()
    {
        var random = new Random(17);
        var (map, expected) = (new KeyMap<Key, int>(), new System.Collections.Generic.Dictionary<Key, int>());
        for (int n = 0; n < 20_000; n++)
        {
            var key = new Key(random.Next(60));
            switch (random.Next(12))
            {
                case < 6:
                    map[key] = expected[key] = n;
                    break;
                case < 11:
                    map.Remove(key);
                    expected.Remove(key);
                    break;
                default:
                    map = new KeyMap<Key, int>(map);
                    break;
            }
            Assert.Equal(expected.Count, map.Count);
            Assert.Equal(expected.TryGetValue(key, out int e), map.TryGetValue(key, out int m));
            Assert.Equal(e, m);
        }
        Assert.Equal(expected.OrderBy(p => p.Key.Number).Select(p => (p.Key, p.Value)), Pairs(map).OrderBy(p => p.Item1.Number));
        map.Clear();
        Assert.Empty(Pairs(map));
    }

    [Fact]
    public void ItGoesRoundInOrderWhileKeysAreRemoved()
    {
        var map = new KeyMap<Key, int>();
        for (int n = 0; n < 40; n++) map[new Key(n)] = n;
        int next = 0;
        foreach (var (key, value) in map)
        {
            Assert.Equal(next++, value);
            if (value % 3 != 0) map.Remove(key);
        }
        Assert.Equal(40, next);
        Assert.Equal(Enumerable.Range(0, 40).Where(n => n % 3 == 0), Pairs(map).Select(p => p.Item2));
    }

    private static System.Collections.Generic.List<(Key, int)> Pairs(KeyMap<Key, int> map)
    {
        var all = new System.Collections.Generic.List<(Key, int)>();
        foreach (var (key, value) in map) all.Add((key, value));
        return all;
    }
}
