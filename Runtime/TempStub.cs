namespace TieredPy.Runtime.Modules
{
internal class SF { public PyObject Unpack(ReadOnlySpan<byte> x) => null!; }
internal static class StructFormat { public static bool TryParse(string s, out SF q) { q = new(); return true; } }
}
