using System.Buffers;
using System.Text;
using System.Text.Json;
using TieredPy.Runtime.Interpreter;
using TieredPy.Tiers.X64.Selecting;

namespace TieredPy.Tiers.Diagnostics;

/// <summary>The counters as a table for people, and as JSON for programs.</summary>
internal static class StatsReport
{
    /// <summary>A table of what isn't 0; the counters of <see cref="Counter"/> are always there.</summary>
    public static string Text()
    {
        var text = new StringBuilder("tiers:\n");
        foreach (var c in Enum.GetValues<Counter>()) Line(text, Name(c.ToString()), JitStats.Get(c));
        Line(text, "recordings_aborted", JitStats.AllAborts);
        foreach (var r in Enum.GetValues<AbortReason>())
            if (JitStats.Get(r) is > 0 and var n) Line(text, "  " + Name(r.ToString()), n);
        Line(text, "kernels_refused", JitStats.AllRefusals);
        foreach (var r in Enum.GetValues<KernelRefusal>())
            if (JitStats.Get(r) is > 0 and var n) Line(text, "  " + Name(r.ToString()), n);
        Line(text, "cache_drops", JitStats.AllDrops);
        foreach (var d in Enum.GetValues<CacheDrop>())
            if (JitStats.Get(d) is > 0 and var n) Line(text, "  " + Name(d.ToString()), n);
        Line(text, "exits", JitStats.AllExits);
        foreach (var r in Enum.GetValues<ExitReason>())
            if (JitStats.Get(r) is > 0 and var n) Line(text, "  " + Name(r.ToString()), n);
        List(text, "left to the interpreter", JitStats.MostInterpreted(20));
        List(text, "exits that failed, by the region and the instruction that the interpreter went on at", JitStats.MostFailing(20));
        for (int generation = 0; generation <= GC.MaxGeneration; generation++) Line(text, Collections(generation), CollectionsOf(generation));
        Line(text, "collection_microseconds", (long)GC.GetTotalPauseDuration().TotalMicroseconds);
        Line(text, "allocated_bytes", GC.GetTotalAllocatedBytes());
        Line(text, "peak_bytes", PeakBytes());
        return text.ToString();
    }

    /// <summary>One JSON object: the counters, then objects of aborts and exits by reason (all reasons, 0 included).</summary>
    public static string Json()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            foreach (var c in Enum.GetValues<Counter>()) json.WriteNumber(Name(c.ToString()), JitStats.Get(c));
            json.WriteNumber("recordings_aborted", JitStats.AllAborts);
            json.WriteStartObject("aborts");
            foreach (var r in Enum.GetValues<AbortReason>()) json.WriteNumber(Name(r.ToString()), JitStats.Get(r));
            json.WriteEndObject();
            json.WriteNumber("kernels_refused", JitStats.AllRefusals);
            json.WriteStartObject("refusals");
            foreach (var r in Enum.GetValues<KernelRefusal>()) json.WriteNumber(Name(r.ToString()), JitStats.Get(r));
            json.WriteEndObject();
            json.WriteNumber("cache_dropped", JitStats.AllDrops);
            json.WriteStartObject("cache_drops");
            foreach (var d in Enum.GetValues<CacheDrop>()) json.WriteNumber(Name(d.ToString()), JitStats.Get(d));
            json.WriteEndObject();
            json.WriteNumber("exits_taken", JitStats.AllExits);
            json.WriteStartObject("exits");
            foreach (var r in Enum.GetValues<ExitReason>()) json.WriteNumber(Name(r.ToString()), JitStats.Get(r));
            json.WriteEndObject();
            for (int generation = 0; generation <= GC.MaxGeneration; generation++) json.WriteNumber(Collections(generation), CollectionsOf(generation));
            json.WriteNumber("collection_microseconds", (long)GC.GetTotalPauseDuration().TotalMicroseconds);
            json.WriteNumber("allocated_bytes", GC.GetTotalAllocatedBytes());
            json.WriteNumber("peak_bytes", PeakBytes());
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void List(StringBuilder text, string title, List<(string What, long Times)> most)
    {
        if (most.Count == 0) return;
        text.Append(CultureInfo.InvariantCulture, $"  {title}:\n");
        foreach (var (what, times) in most) text.Append(CultureInfo.InvariantCulture, $"  {times,14:N0}  {what}\n");
    }

    private static string Collections(int generation) => string.Create(CultureInfo.InvariantCulture, $"collections_of_{generation}");

    /// <summary>The garbage collections of this generation and the younger ones; .NET counts those of older ones among them.</summary>
    private static int CollectionsOf(int generation) => YoungGeneration.CountCollections(generation) - (generation == GC.MaxGeneration ? 0 : YoungGeneration.CountCollections(generation + 1));

    /// <summary>The most memory the process had resident.</summary>
    private static long PeakBytes()
    {
        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64;
    }

    private static void Line(StringBuilder text, string name, long value) =>
        text.Append(CultureInfo.InvariantCulture, $"  {name,-24} {value,14:N0}\n");

    /// <summary>RegionsFreed to regions_freed.</summary>
    private static string Name(string enumName) => JsonNamingPolicy.SnakeCaseLower.ConvertName(enumName);
}
