namespace TieredPy.Tiers.Ir;

/// <summary>What is known of the blocks of one region, found by their numbers; the type's default for those of which nothing was said.</summary>
internal sealed class BlockMap<T>
{
    private T?[] items = new T?[16];

    public T? this[Block b]
    {
        get => b.Id < items.Length ? items[b.Id] : default;
        set
        {
            if (b.Id >= items.Length) Array.Resize(ref items, Math.Max(b.Id + 1, 2 * items.Length));
            items[b.Id] = value;
        }
    }
}
