using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace TieredPy.Cli.Compare;

/// <summary>The results of a comparison as a table and as JSON.</summary>
internal static class CompareReport
{
    public static string Text(IReadOnlyList<TierRuns> tiers)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{tiers[0].Runs.Count} rounds; times are of whole processes, the ratio is how many times faster than tier {tiers[0].Tier}\n");
        text.Append("tier     best s   median s                ratio (95%)  peak MB  compile ms  regions      exits\n");
        foreach (var tier in tiers)
        {
            text.Append(CultureInfo.InvariantCulture, $"{tier.Tier,4} {tier.BestSeconds,10:0.000} {tier.MedianSeconds,10:0.000} {Ratio(tiers[0], tier),26}");
            text.Append(CultureInfo.InvariantCulture, $" {Number(tier.Most("peak_bytes") / 1048576),8} {Number(tier.Most("compile_microseconds") / 1000),11} {Number(tier.Most("regions_compiled", "regions_recompiled")),8} {Number(tier.Most("exits_taken")),10}\n");
        }
        return text.ToString();
    }

    public static string Json(IReadOnlyList<TierRuns> tiers)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("rounds", tiers[0].Runs.Count);
            json.WriteNumber("exit_code", tiers[0].Runs[0].ExitCode);
            json.WriteStartArray("tiers");
            foreach (var tier in tiers) Write(json, tiers[0], tier);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void Write(Utf8JsonWriter json, TierRuns reference, TierRuns tier)
    {
        json.WriteStartObject();
        json.WriteNumber("tier", tier.Tier);
        json.WriteStartArray("seconds");
        foreach (double s in tier.Seconds) json.WriteNumberValue(Math.Round(s, 6));
        json.WriteEndArray();
        if (tier != reference && tier.Runs.Count > 1)
        {
            var interval = Interval.OfPairs(reference.Seconds, tier.Seconds);
            json.WriteNumber("ratio", interval.Ratio);
            json.WriteNumber("ratio_low", interval.Low);
            json.WriteNumber("ratio_high", interval.High);
        }
        foreach (string stat in (string[])["peak_bytes", "compile_microseconds", "regions_compiled", "regions_recompiled", "regions_invalidated", "exits_taken", "recordings_aborted"])
            if (tier.Most(stat) is { } value) json.WriteNumber(stat, value);
        json.WriteEndObject();
    }

    private static string Ratio(TierRuns reference, TierRuns tier)
    {
        if (tier == reference) return "1";
        var interval = Interval.OfPairs(reference.Seconds, tier.Seconds);
        return tier.Runs.Count < 2
            ? string.Create(CultureInfo.InvariantCulture, $"{interval.Ratio:0.00}")
            : string.Create(CultureInfo.InvariantCulture, $"{interval.Ratio:0.00} ({interval.Low:0.00} to {interval.High:0.00})");
    }

    private static string Number(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "-";
}
