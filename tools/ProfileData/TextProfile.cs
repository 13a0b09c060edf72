using System.Globalization;

namespace TieredPy.ProfileData;

/// <summary>Reads what the runtime writes at exit where <c>DOTNET_WritePGOData=1</c> and <c>DOTNET_PGODataPath</c> are set.</summary>
internal static class TextProfile
{
    private const string MethodMark = "@@@ codehash ";
    private const string CounterMark = "Schema InstrumentationKind ";

    public static IEnumerable<MethodRecord> Read(TextReader text)
    {
        MethodRecord? method = null;
        CounterEntry? counter = null;
        string name = "";
        int ilSize = 0;
        while (text.ReadLine() is { } line)
        {
            if (line.StartsWith(MethodMark, StringComparison.Ordinal))
            {
                if (method != null) yield return method;
                method = null;
                counter = null;
                ilSize = Convert.ToInt32(After(line, "ilSize "), 16);
            }
            else if (line.StartsWith("MethodName: ", StringComparison.Ordinal)) name = line["MethodName: ".Length..];
            else if (line.StartsWith("Signature: ", StringComparison.Ordinal)) method = new MethodRecord(name, line["Signature: ".Length..], ilSize, []);
            else if (line.StartsWith(CounterMark, StringComparison.Ordinal))
            {
                counter = new CounterEntry(Number(After(line, CounterMark)), Number(After(line, "ILOffset ")), Number(After(line, "Count ")), Number(After(line, "Other ")));
                method!.Entries.Add(counter);
            }
            else if (counter == null) continue;
            else if (counter.HasNumbers)
            {
                // Eight bytes are written as two halves, the lower one first.
                string[] parts = line.Split(' ');
                if (!long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long number)) continue;
                if (parts.Length == 2) number |= long.Parse(parts[1], CultureInfo.InvariantCulture) << 32;
                counter.Numbers.Add(number);
            }
            else if (line.IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon) counter.Handles.Add(line[(colon + 2)..]);
        }
        if (method != null) yield return method;
    }

    private static string After(string line, string mark)
    {
        int start = line.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
        int end = line.IndexOf(' ', start);
        return end < 0 ? line[start..] : line[start..end];
    }

    /// <summary>The runtime prints signed fields as unsigned ones.</summary>
    private static int Number(string text) => unchecked((int)uint.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture));
}
