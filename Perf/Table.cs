namespace TieredPy.Perf;

/// <summary>A table of text, its first column aligned left and the others right.</summary>
internal sealed class Table(string[] header)
{
    private readonly List<string[]?> _rows = [];

    public void Add(string[] row) => _rows.Add(row);

    /// <summary>A line across the table.</summary>
    public void Rule() => _rows.Add(null);

    public override string ToString()
    {
        var rows = _rows.OfType<string[]>().Prepend(header).ToList();
        var widths = Enumerable.Range(0, header.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        var rule = string.Join("  ", widths.Select(width => new string('-', width)));
        var lines = new List<string> { Format(header), rule };
        lines.AddRange(_rows.Select(row => row == null ? rule : Format(row)));
        return string.Join('\n', lines);

        string Format(string[] row) =>
            string.Join("  ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column]))).TrimEnd();
    }
}
