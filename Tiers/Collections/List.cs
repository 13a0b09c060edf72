using System.Collections;

namespace TieredPy.Tiers;

/// <summary>
/// Items in a row, as the framework's list of the same name has them, whose place it takes in all of Tiers: for each type of items that one has the runtime load five interfaces more, before the
/// first region of each process, when the compiler's classes are loaded by the hundred. docs/decisions/0017.
/// </summary>
internal sealed class List<T> : IEnumerable<T>
{
    private const int Smallest = 4;

    // Null rather than an array without items, which would be one more class for each type of items.
    private T[]? items;
    private int count;

    public List()
    {
    }

    public List(int capacity) => items = capacity == 0 ? null : new T[capacity];

    public List(IEnumerable<T> items) => AddRange(items);

    public int Count => count;

    public T this[int i]
    {
        get
        {
            if ((uint)i >= (uint)count) ThrowOutOfRange();
            return items![i];
        }
        set
        {
            if ((uint)i >= (uint)count) ThrowOutOfRange();
            items![i] = value;
        }
    }

    /// <summary>The items, until one is added or removed.</summary>
    public Span<T> AsSpan() => items.AsSpan(0, count);

    public void Add(T item)
    {
        if (items == null || count == items.Length) Grow(count + 1);
        items![count++] = item;
    }

    public void AddRange(IEnumerable<T> more)
    {
        switch (more)
        {
            case List<T> list:
                AddRange(list.AsSpan());
                break;
            case T[] array:
                AddRange(array.AsSpan());
                break;
            default:
                foreach (var item in more) Add(item);
                break;
        }
    }

    public void AddRange(ReadOnlySpan<T> more)
    {
        if (more.Length > (items?.Length ?? 0) - count) Grow(count + more.Length);
        more.CopyTo(items.AsSpan(count));
        count += more.Length;
    }

    public void Insert(int at, T item)
    {
        if ((uint)at > (uint)count) ThrowOutOfRange();
        if (items == null || count == items.Length) Grow(count + 1);
        Array.Copy(items!, at, items!, at + 1, count - at);
        items![at] = item;
        count++;
    }

    public void InsertRange(int at, ReadOnlySpan<T> more)
    {
        if ((uint)at > (uint)count) ThrowOutOfRange();
        if (more.Length > (items?.Length ?? 0) - count) Grow(count + more.Length);
        if (count > at) Array.Copy(items!, at, items!, at + more.Length, count - at);
        more.CopyTo(items.AsSpan(at));
        count += more.Length;
    }

    public void RemoveAt(int at) => RemoveRange(at, 1);

    public void RemoveRange(int at, int length)
    {
        if (at < 0 || length < 0 || at + length > count) ThrowOutOfRange();
        if (length == 0) return;
        Array.Copy(items!, at + length, items!, at, count - at - length);
        Array.Clear(items!, count - length, length);
        count -= length;
    }

    /// <summary>Removes the first item that equals; false where none does.</summary>
    public bool Remove(T item)
    {
        int at = IndexOf(item);
        if (at >= 0) RemoveAt(at);
        return at >= 0;
    }

    /// <summary>Removes what the condition holds for; how many those were.</summary>
    public int RemoveAll(Predicate<T> match)
    {
        int kept = 0;
        for (int i = 0; i < count; i++)
            if (!match(items![i]))
                items[kept++] = items[i];
        int removed = count - kept;
        if (removed > 0) Array.Clear(items!, kept, removed);
        count = kept;
        return removed;
    }

    public void Clear()
    {
        if (count > 0) Array.Clear(items!, 0, count);
        count = 0;
    }

    public int IndexOf(T item) => count == 0 ? -1 : Array.IndexOf(items!, item, 0, count);

    public bool Contains(T item) => IndexOf(item) >= 0;

    public bool Exists(Predicate<T> match) => FindIndex(match) >= 0;

    public bool TrueForAll(Predicate<T> match)
    {
        for (int i = 0; i < count; i++)
            if (!match(items![i]))
                return false;
        return true;
    }

    public T? Find(Predicate<T> match) => FindIndex(match) is >= 0 and var at ? items![at] : default;

    /// <summary>Where the first item is that the condition holds for, or -1.</summary>
    public int FindIndex(Predicate<T> match)
    {
        for (int i = 0; i < count; i++)
            if (match(items![i]))
                return i;
        return -1;
    }

    /// <summary>Where the last item is that the condition holds for, or -1.</summary>
    public int FindLastIndex(Predicate<T> match)
    {
        int i = count - 1;
        while (i >= 0 && !match(items![i])) i--;
        return i;
    }

    public List<TResult> ConvertAll<TResult>(Converter<T, TResult> convert)
    {
        var result = new List<TResult>(count);
        for (int i = 0; i < count; i++) result.Add(convert(items![i]));
        return result;
    }

    public List<T> GetRange(int at, int length)
    {
        var result = new List<T>(length);
        result.AddRange(AsSpan().Slice(at, length));
        return result;
    }

    public List<T> FindAll(Predicate<T> match)
    {
        var result = new List<T>();
        for (int i = 0; i < count; i++)
            if (match(items![i]))
                result.Add(items[i]);
        return result;
    }

    public void Reverse()
    {
        if (count > 1) Array.Reverse(items!, 0, count);
    }

    public void Sort()
    {
        if (count > 1) Array.Sort(items!, 0, count);
    }

    public void Sort(Comparison<T> compare) => AsSpan().Sort(compare);

    public T[] ToArray()
    {
        var result = new T[count];
        if (count > 0) Array.Copy(items!, result, count);
        return result;
    }

    public Enumerator GetEnumerator() => new(this);

    IEnumerator<T> IEnumerable<T>.GetEnumerator()
    {
        for (int i = 0; i < count; i++) yield return items![i];
    }

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<T>)this).GetEnumerator();

    private void Grow(int needed)
    {
        var larger = new T[Math.Max(Math.Max(count * 2, Smallest), needed)];
        if (count > 0) Array.Copy(items!, larger, count);
        items = larger;
    }

    private static void ThrowOutOfRange() => throw new ArgumentOutOfRangeException();

    /// <summary>Goes over the items; those that are added meanwhile come too.</summary>
    public struct Enumerator(List<T> list)
    {
        private int at = -1;

        public bool MoveNext() => ++at < list.count;

        public readonly T Current => list.items![at];
    }
}
