using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using TieredPy.Tiers.Cil.Emitting;
using TieredPy.Tiers.Diagnostics;

namespace TieredPy.Tiers.Caching;

/// <summary>
/// Machine code that was made ahead of time, found by what it was made of. So there is nothing to be believed of it: a region is built, with all that it relies
/// upon watched, and when the CIL that comes out is the one that was compiled, that code is bound to this region's objects.
/// </summary>
internal sealed unsafe class KeptCode : CodeLibrary
{
    /// <summary>Copies of one method that are written at most: each is bound once.</summary>
    private const int MostCopies = 16;

    private readonly Lock gate = new();
    private readonly string path;
    private readonly bool keeps;
    private readonly Dictionary<MethodKey, Copies> known = new(KeyComparer<MethodKey>.Instance);
    private readonly List<(MethodKey Key, MethodText Text)> asked = [];
    private bool isOpen;
    private ModuleHandle module;
    private int misses;

    /// <summary>The numbers of a key's methods that aren't bound yet.</summary>
    private sealed class Copies
    {
        public List<int> Free { get; } = [];

        public int Asked { get; set; }
    }

    /// <summary>What a bound method refers to, as long as it may run.</summary>
    private sealed record Bound(object?[] Objects, nint[] Addresses);

    /// <param name="cacheFile">The file of the program's profiles.</param>
    /// <param name="keeps">What is compiled is to be kept.</param>
    public KeptCode(string cacheFile, bool keeps)
    {
        path = Path.ChangeExtension(cacheFile, CodeImage.Extension);
        this.keeps = keeps;
    }

    /// <summary>Reads the file, at the latest when the first method is asked for.</summary>
    private void Open()
    {
        isOpen = true;
        if (CacheFolder.Read(path, out var reason) is { } bytes)
        {
            if (CodeImage.Read(bytes, out var problem) is not { } image) reason = problem;
            else if (Load(image) is not { } loaded) reason = CacheDrop.Damaged;
            else
            {
                module = loaded.ModuleHandle;
                for (int number = 0; number < image.Keys.Length; number++) CopiesOf(image.Keys[number]).Free.Add(number);
            }
        }
        if (reason is { } r) JitStats.Count(r);
    }

    private Module? Load(CodeImage image)
    {
        try
        {
            var loaded = AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.GetFullPath(path)).ManifestModule;
            // Another process may have replaced the file that was checked.
            return loaded.ModuleVersionId == image.Id ? loaded : null;
        }
        catch (Exception e) when (CacheFolder.IsIo(e) || e is BadImageFormatException)
        {
            return null;
        }
    }

    private Copies CopiesOf(MethodKey key)
    {
        if (!known.TryGetValue(key, out var copies)) known[key] = copies = new Copies();
        return copies;
    }

    public override void Rehearse(MethodText text)
    {
        _ = MethodKey.Of(text);
        lock (gate)
            if (!isOpen && File.Exists(path)) Open();
    }

    public override CompiledMethod? Find(string name, MethodText text, ConstantTable constants, int instructions)
    {
        var key = MethodKey.Of(text);
        int number;
        lock (gate)
        {
            if (!isOpen) Open();
            var copies = CopiesOf(key);
            if (keeps && copies.Asked++ < MostCopies) asked.Add((key, text));
            if (copies.Free.Count == 0)
            {
                misses++;
                JitStats.Count(Counter.CacheCodeMisses);
                return null;
            }
            number = copies.Free[^1];
            copies.Free.RemoveAt(copies.Free.Count - 1);
        }
        JitStats.Count(Counter.CacheCodeHits);
        if (JitOptions.Current.ChecksCache) CacheCheck.SameCode(name, text, module, number);
        var bound = new Bound(constants.ToPinnedArray(), GC.AllocateUninitializedArray<nint>(text.Addresses.Count, pinned: true));
        for (int k = 0; k < bound.Addresses.Length; k++) bound.Addresses[k] = text.Addresses[k];
        var bind = (delegate*<nint, nint, void>)module.ResolveMethodHandle(CodeAssembly.BinderOf(number)).GetFunctionPointer();
        bind((nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(bound.Objects)), (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(bound.Addresses)));
        return new CompiledMethod(name, module.ResolveMethodHandle(CodeAssembly.TokenOf(number)), bound, constants, instructions);
    }

    /// <summary>Has what this run asked for compiled ahead of time, where it wasn't.</summary>
    /// <param name="limit">Bytes that the folder may have.</param>
    public void Save(long limit)
    {
        lock (gate)
        {
            if (misses == 0 && isOpen) CacheFolder.Touch(path);
            if (!keeps || misses == 0) return;
            if (AheadCompiler.Find() is not { } compiler) JitStats.Count(CacheDrop.NoCompiler);
            else if (!Compile(compiler, limit)) JitStats.Count(CacheDrop.Unwritable);
        }
    }

    private bool Compile(string compiler, long limit)
    {
        DirectoryInfo? work = null;
        try
        {
            work = Directory.CreateTempSubdirectory("tieredpy-code");
            string plain = Path.Combine(work.FullName, CodeAssembly.Name + ".dll"), compiled = Path.Combine(work.FullName, CodeAssembly.Name + ".compiled.dll");
            CodeAssembly.Write(asked.ConvertAll(a => a.Text), plain);
            if (!AheadCompiler.Compile(compiler, plain, compiled)) return false;
            byte[] bytes = CodeImage.Write(File.ReadAllBytes(compiled), CodeAssembly.IdOf(compiled), asked.ConvertAll(a => a.Key));
            return bytes.Length <= CacheFile.MaxSize && CacheFolder.Write(path, bytes, limit);
        }
        catch (Exception e) when (CacheFolder.IsIo(e) || e is System.ComponentModel.Win32Exception or BadImageFormatException)
        {
            return false;
        }
        finally
        {
            if (work != null) Delete(work);
        }
    }

    private static void Delete(DirectoryInfo work)
    {
        try
        {
            work.Delete(recursive: true);
        }
        catch (Exception e) when (CacheFolder.IsIo(e))
        {
        }
    }
}
