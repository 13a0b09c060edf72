using Xunit;

namespace TieredPy.Tests.Ir;

/// <summary>The compiler's own list, table and set do what the framework's do.</summary>
public sealed class CollectionTests
{
    private sealed record Named(string Name);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void ListsAreAsTheFrameworks(int seed)
    {
        var random = new Random(seed);
        var (ours, theirs) = (new Tiers.List<int>(), new System.Collections.Generic.List<int>());
        for (int step = 0; step < 3000; step++)
        {
            int n = random.Next(50), at = random.Next(theirs.Count + 1);
            switch (random.Next(9))
            {
                case 0 or 1 or 2:
                    ours.Add(n);
                    theirs.Add(n);
                    break;
                case 3:
                    ours.Insert(at, n);
                    theirs.Insert(at, n);
                    break;
                case 4:
                    int[] more = [n, n + 1, n + 2];
                    ours.InsertRange(at, more);
                    theirs.InsertRange(at, more);
                    break;
                case 5 when at < theirs.Count:
                    ours.RemoveAt(at);
                    theirs.RemoveAt(at);
                    break;
                case 6:
                    Assert.Equal(theirs.RemoveAll(x => x % 7 == n % 7), ours.RemoveAll(x => x % 7 == n % 7));
                    break;
                case 7:
                    Assert.Equal(theirs.Remove(n), ours.Remove(n));
                    Assert.Equal(theirs.IndexOf(n), ours.IndexOf(n));
                    Assert.Equal(theirs.FindLastIndex(x => x < n), ours.FindLastIndex(x => x < n));
                    break;
                case 8 when n == 0:
                    ours.Clear();
                    theirs.Clear();
                    break;
            }
            Assert.Equal(theirs.Count, ours.Count);
            Assert.Equal(theirs, ours.ToArray());
        }
        ours.Sort();
        theirs.Sort();
        ours.Reverse();
        theirs.Reverse();
        Assert.Equal(theirs, ours);
        Assert.Equal(theirs.FindAll(x => x > 20), ours.FindAll(x => x > 20));
        Assert.Throws<ArgumentOutOfRangeException>(() => ours[ours.Count]);
        Assert.Throws<ArgumentOutOfRangeException>(() => ours.RemoveRange(0, ours.Count + 1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void TablesAreAsTheFrameworks(int seed)
    {
        var random = new Random(seed);
        var (ours, theirs) = (new Tiers.Dictionary<Named, long>(), new System.Collections.Generic.Dictionary<Named, long>());
        for (int step = 0; step < 3000; step++)
        {
            var key = new Named($"{random.Next(60)}");
            switch (random.Next(6))
            {
                case 0 or 1:
                    ours[key] = theirs[key] = step;
                    break;
                case 2:
                    Assert.Equal(theirs.TryAdd(key, step), ours.TryAdd(key, step));
                    break;
                case 3:
                    Assert.Equal(theirs.Remove(key, out long was), ours.Remove(key, out long is_));
                    Assert.Equal(was, is_);
                    break;
                case 4:
                    Assert.Equal(theirs.TryGetValue(key, out long a), ours.TryGetValue(key, out long b));
                    Assert.Equal(a, b);
                    break;
                case 5 when step % 500 == 0:
                    ours.Clear();
                    theirs.Clear();
                    break;
            }
            Assert.Equal(theirs.Count, ours.Count);
        }
        Assert.Equal(theirs.OrderBy(p => p.Value), ours.OrderBy(p => p.Value));
        Assert.Equal(theirs.Values.Order(), ours.Values.Order());
        Assert.Throws<KeyNotFoundException>(() => ours[new Named("none")]);
    }

    [Fact]
    public void NumbersAreKeys()
    {
        var table = new Tiers.Dictionary<long, int>();
        for (int i = 0; i < 100; i++) table[(long)i << 32] = i;
        for (int i = 0; i < 100; i++) Assert.Equal(i, table[(long)i << 32]);
        var set = new Tiers.HashSet<ulong>([1, 2, ulong.MaxValue, 2]);
        Assert.Equal([1, 2, ulong.MaxValue], set);
        set.IntersectWith(new Tiers.HashSet<ulong>([2, 3]));
        Assert.Equal([2UL], set);
    }

    [Fact]
    public void IdentityTellsEqualObjectsApart()
    {
        var (a, b) = (new Named("x"), new Named("x"));
        Assert.Equal(2, new Tiers.HashSet<Named>([a, b, a], ReferenceEqualityComparer.Instance).Count);
        Assert.Single(new Tiers.HashSet<Named>([a, b, a]));
    }
}
