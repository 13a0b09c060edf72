using System.Collections.Concurrent;
using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Diagnostics;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Caching;

/// <summary>
/// What former runs of the program left: the profiles of the regions that they ended with. A profile is a hint, from which code is built that guards all it
/// takes from it; so one that no longer fits costs time and nothing else.
/// </summary>
internal sealed class ProgramCache : Foresight
{
    private readonly string path;
    private readonly CacheFile? file;
    private readonly HashSet<uint> quick = [];
    private readonly Dictionary<ulong, List<CacheEntry>> entries = [];
    private readonly ConcurrentDictionary<ulong, WeakReference<PyCode>> codes = [];

    /// <summary>The file has an entry that is to go.</summary>
    private bool isDamaged;

    /// <summary>New code of fewer CIL instructions than this isn't worth a file: it is compiled in a few milliseconds.</summary>
    private const int LeastNewInstructions = 600;

    private ProgramCache(string path, CacheFile? file)
    {
        this.path = path;
        this.file = file;
        if (file == null) return;
        foreach (var (q, _) in file.Codes) quick.Add(q);
        foreach (var e in file.Entries)
        {
            if (!entries.TryGetValue(e.Code, out var list)) entries[e.Code] = list = [];
            list.Add(e);
        }
    }

    /// <summary>The cache of a program, from its file where there is one that can be used.</summary>
    public static ProgramCache Open(string path)
    {
        CacheFile? file = null;
        if (CacheFolder.Read(path, out var reason) is { } bytes)
        {
            file = CacheFile.Read(bytes, out var problem);
            if (file == null) reason = problem;
        }
        if (reason is { } r) JitStats.Count(r);
        return new ProgramCache(path, file);
    }

    /// <summary>There is something to foresee.</summary>
    public bool IsLoaded => file != null;

    public override void Prepared(PyCode code)
    {
        if (!quick.Contains(CodeKey.Quick(code))) return;
        ulong key = CodeKey.Of(code);
        if (!codes.TryGetValue(key, out var known) || !known.TryGetTarget(out _)) codes[key] = new WeakReference<PyCode>(code);
        if (!entries.TryGetValue(key, out var list)) return;
        var foreseen = new ForeseenCode(list);
        code.Foreseen = foreseen;
        foreach (int pc in foreseen.Places)
            if (IsPlace(code, pc)) code.Expect(pc, ForeseenRoot.FirstCount);
    }

    private static bool IsPlace(PyCode code, int pc) => pc <= 0 || pc < code.Code.Length && code.Code[pc].Op is Op.LoopHead or Op.ForLoop;

    private PyCode? CodeOf(ulong key) => codes.TryGetValue(key, out var known) && known.TryGetTarget(out var code) ? code : null;

    /// <summary>
    /// The profiles of a root's versions, in order, each with its entry; null when one refers to what isn't there, <paramref name="missing"/>. Damaged entries
    /// are left out.
    /// </summary>
    public List<(CacheEntry Entry, ProfileNode Profile)>? Restore(ForeseenRoot foreseen, PyFunction function, bool namesAreGlobals, out string missing)
    {
        missing = "";
        var found = new List<(CacheEntry, ProfileNode)>();
        foreach (var entry in foreseen.Entries)
        {
            try
            {
                if (!entry.IsWhole) throw new InvalidDataException("damaged");
                found.Add((entry, ProfileReader.Read(entry.Bytes, function, namesAreGlobals, CodeOf)));
            }
            catch (UnresolvedLinkException e)
            {
                missing = e.Message;
                return null;
            }
            catch (Exception e) when (e is InvalidDataException or ArgumentException or InsufficientExecutionStackException)
            {
                JitStats.Count(CacheDrop.Damaged);
                isDamaged = true;
                if (DumpLog.Wants('t', function.Code)) DumpLog.Write('t', $"damaged entry of {function.Code.QualName}:{entry.Pc}", e.Message);
            }
        }
        return found;
    }

    /// <summary>Writes what this run ended with, when that is more than the last one left.</summary>
    /// <param name="versions">What has code.</param>
    /// <param name="limit">Bytes that the folder may have.</param>
    public void Save(IEnumerable<KeptVersion> versions, long limit)
    {
        var kept = new CacheFile();
        var roots = new HashSet<(ulong, int)>();
        long fresh = 0;
        int refused = 0;
        foreach (var v in versions)
        {
            // The loop in what takes a generator is shared by all of its kind.
            if (v.Code.IsHidden) continue;
            ulong key = CodeKey.Of(v.Code);
            roots.Add((key, v.Pc));
            if (v.Unchanged is { } entry)
            {
                kept.Entries.Add(entry);
                continue;
            }
            fresh += v.Instructions;
            kept.Entries.Add(CacheEntry.Of(key, v.Pc, ProfileWriter.Write(v.Profile, out var mentioned, out int unnamed)));
            refused += unnamed;
            mentioned.Add(v.Code);
            foreach (var code in mentioned) kept.Codes.Add((CodeKey.Quick(code), CodeKey.Of(code)));
        }
        JitStats.Count(CacheDrop.Unnamed, refused);
        if (fresh < LeastNewInstructions && !isDamaged)
        {
            if (file != null) CacheFolder.Touch(path);
            return;
        }
        if (file != null)
        {
            kept.Codes.UnionWith(file.Codes);
            foreach (var e in file.Entries)
                if (!roots.Contains((e.Code, e.Pc)) && e.IsWhole) kept.Entries.Add(e);
        }
        byte[] bytes = kept.Write();
        if (bytes.Length > CacheFile.MaxSize || !CacheFolder.Write(path, bytes, limit)) JitStats.Count(CacheDrop.Unwritable);
        else JitStats.Count(Counter.CacheEntriesWritten, kept.Entries.Count);
    }
}
