namespace TieredPy.Tiers.Options;

/// <summary>One number, switch or list of names that a user can set by its name.</summary>
/// <param name="Name">As it is written in <c>--jit name=value</c>.</param>
/// <param name="Meaning">One line for the help.</param>
/// <param name="Get">The value as text.</param>
/// <param name="Set">Sets it from text; false when the text is no such value, and then nothing changed.</param>
/// <param name="Values">What a value looks like, for errors.</param>
internal sealed record JitKnob(string Name, string Meaning, Func<JitOptions, string> Get, Func<JitOptions, string, bool> Set, string Values)
{
    /// <summary>The value that holds when nobody sets it.</summary>
    public string Default => Get(new JitOptions());

    /// <summary>A whole number, not below <paramref name="least"/>.</summary>
    public static JitKnob Number(string name, string meaning, int least, Func<JitOptions, int> get, Action<JitOptions, int> set) =>
        new(name, meaning, o => get(o).ToString(CultureInfo.InvariantCulture), (o, text) =>
        {
            if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int n) || n < least) return false;
            set(o, n);
            return true;
        }, $"a whole number from {least}");

    /// <summary>A switch: 0 or 1.</summary>
    public static JitKnob Switch(string name, string meaning, Func<JitOptions, bool> get, Action<JitOptions, bool> set) =>
        new(name, meaning, o => get(o) ? "1" : "0", (o, text) =>
        {
            if (text is not ("0" or "1")) return false;
            set(o, text == "1");
            return true;
        }, "0 or 1");

    /// <summary>Names joined by '+'.</summary>
    public static JitKnob NameSet(string name, string meaning, Func<JitOptions, System.Collections.Generic.HashSet<string>> get) =>
        new(name, meaning, o => string.Join('+', get(o).Order(StringComparer.Ordinal)), (o, text) =>
        {
            get(o).Clear();
            get(o).UnionWith(text.Split('+', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
            return true;
        }, "names joined by '+'");
}
