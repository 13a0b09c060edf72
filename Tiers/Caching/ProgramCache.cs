using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Diagnostics;
using TieredPy.Tiers.Ir;
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

    /// <summary>The quick numbers of the code objects that entries speak of, as bits of their lowest 16.</summary>
    private readonly bool[] quick = [];
    private readonly Dictionary<CodeName, List<CacheEntry>> entries = new(KeyComparer<CodeName>.Instance);
    private readonly KnownCode codes = new();

    private readonly record struct Place(ulong Code, int Pc);

    private const int QuickSize = 1 << 16;

    /// <summary>The file has an entry that is to go.</summary>
    private bool isDamaged;

    /// <summary>New code of fewer CIL instructions than this isn't worth a file: it is compiled in a few milliseconds.</summary>
    private const int LeastNews = 600;

    /// <summary>So many samples tell what is hot.</summary>
    private const int EnoughSamples = 12;

    private ProgramCache(string path, CacheFile? file)
    {
        this.path = path;
        this.file = file;
        if (file == null) return;
        quick = new bool[QuickSize];
        foreach (var c in file.Codes) quick[c.Quick % QuickSize] = true;
        foreach (var e in file.Entries)
        {
            if (!entries.TryGetValue(new CodeName(e.Code), out var list)) entries[new CodeName(e.Code)] = list = [];
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

    /// <summary>In check mode: hears of each profile that is written or was read, and of what is read where it is written (again), if that can be read.</summary>
    public Action<KeptRoot, ProfileNode, ProfileNode?>? Compared { get; set; }

    /// <summary>There is something to foresee.</summary>
    public bool IsLoaded => file != null;

    public override void Prepared(PyCode code)
    {
        if (!quick[CodeKey.Quick(code) % QuickSize]) return;
        ulong key = CodeKey.Of(code);
        codes.Add(key, code);
        if (!entries.TryGetValue(new CodeName(key), out var list)) return;
        var foreseen = new ForeseenCode(list);
        code.Foreseen = foreseen;
        foreach (int pc in foreseen.HotPlaces)
            if (IsPlace(code, pc)) code.Expect(pc, ForeseenRoot.FirstCount);
    }

    private static bool IsPlace(PyCode code, int pc) => pc <= 0 || pc < code.Code.Length && code.Code[pc].Op is Op.LoopHead or Op.ForLoop;

    /// <summary>
    /// The profiles of a root's versions, in order, each with its entry; null when one refers to what isn't there, <paramref name="missing"/>. Damaged entries
    /// are left out. What their code calls directly is added to <paramref name="callees"/>.
    /// </summary>
    public List<RestoredVersion>? Restore(ForeseenRoot foreseen, KeptRoot root, List<PyFunction> callees, out string missing)
    {
        missing = "";
        var found = new List<RestoredVersion>();
        foreach (var entry in foreseen.Best())
        {
            try
            {
                if (!entry.IsWhole) throw new InvalidDataException("damaged");
                var read = ProfileReader.Read(entry, root, codes, callees);
                if (Compared != null && CacheCheck.Again(read, root, callees, out var again)) Compared(root, read.Profile, again);
                found.Add(read);
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
                if (DumpLog.Wants('t', root.Code)) DumpLog.Write('t', $"damaged entry of {root.Code.QualName}:{root.Pc}", e.Message);
            }
        }
        return found;
    }

    /// <summary>Writes what this run ended with, when that is more than the last one left.</summary>
    /// <param name="versions">What there is.</param>
    /// <param name="limit">Bytes that the folder may have.</param>
    public void Save(List<KeptVersion> versions, long limit)
    {
        var kept = new CacheFile();
        var roots = new HashSet<Place>(KeyComparer<Place>.Instance);
        var functions = new Dictionary<PyCode, PyFunction>();
        foreach (var v in versions)
            if (v.Root.IsFunction) functions[v.Root.Code] = v.Root.Function;
        long samples = 0, news = 0;
        foreach (var v in versions) samples += v.Samples;
        bool isTold = samples >= EnoughSamples;
        int refused = 0;
        foreach (var v in versions)
        {
            // The loop in what takes a generator is shared by all of its kind.
            if (v.Instructions == 0 || v.Root.Code.IsHidden) continue;
            ulong key = CodeKey.Of(v.Root.Code);
            roots.Add(new Place(key, v.Root.Pc));
            if (v.Unchanged is { } entry)
            {
                // It was compiled early, and something else ran in its place.
                if (isTold && entry.Heat > 0 && v.Samples == 0) news += v.Instructions / 2;
                kept.Entries.Add(isTold ? entry with { Heat = v.Samples } : entry);
                continue;
            }
            news += v.Instructions;
            var callees = v.Callees.Select(c => functions.GetValueOrDefault(c.Code)).OfType<PyFunction>();
            kept.Entries.Add(CacheEntry.Of(key, v.Root.Pc, ProfileWriter.Write(v.Profile, v.Target, callees, out var mentioned, out int unnamed), v.Samples));
            refused += unnamed;
            mentioned.Add(v.Root.Code);
            // What has no name is left out: the profile that is read is another one.
            if (Compared != null && unnamed == 0) Compared(v.Root, v.Profile, CacheCheck.Read(kept.Entries[^1], v.Root, mentioned));
            foreach (var code in mentioned) kept.Codes.Add(new CodeMention(CodeKey.Quick(code), CodeKey.Of(code)));
        }
        JitStats.Count(CacheDrop.Unnamed, refused);
        if (news < (JitOptions.Current.CachesAll ? 1 : LeastNews) && !isDamaged)
        {
            if (file != null) CacheFolder.Touch(path);
            return;
        }
        if (file != null)
        {
            kept.Codes.UnionWith(file.Codes);
            foreach (var e in file.Entries)
                if (!roots.Contains(new Place(e.Code, e.Pc)) && e.IsWhole) kept.Entries.Add(e);
        }
        byte[] bytes = kept.Write();
        if (bytes.Length > CacheFile.MaxSize || !CacheFolder.Write(path, bytes, limit)) JitStats.Count(CacheDrop.Unwritable);
        else JitStats.Count(Counter.CacheEntriesWritten, kept.Entries.Count);
    }
}
