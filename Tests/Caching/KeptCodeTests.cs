using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using TieredPy.Tiers.Caching;
using TieredPy.Tiers.Cil.Emitting;
using TieredPy.Tiers.Diagnostics;
using Xunit;
using static TieredPy.Tests.Caching.CachedProgram;

namespace TieredPy.Tests.Caching;

/// <summary>Code that was compiled ahead of time is used where it is the code that would be compiled, and nowhere else.</summary>
public sealed class KeptCodeTests
{
    [AheadTheory]
    [InlineData(Programs.Rich)]
    [InlineData(Programs.Small)]
    public void LittleIsCompiledAgain(string source)
    {
        using var program = new CachedProgram(source);
        string plain = Build(program);
        Assert.Equal(plain, program.Output(out var stats));
        Assert.True(Count(stats, "cache_code_hits") > 0);
        // What the sampler interrupts is recorded otherwise, now and then.
        Assert.True(Count(stats, "cache_code_misses") <= Math.Max(2, Count(stats, "cache_code_hits") / 3), $"{stats}");
        Assert.Equal(0, Drops(stats, CacheDrop.Damaged));
        // The CIL of what is taken is the CIL that would be compiled.
        Assert.Equal(plain, program.Output(out var checkedRun, "--jit", "check_cache"));
        Assert.True(Count(checkedRun, "cache_checks") > Count(checkedRun, "cache_hits"), $"{checkedRun}");
        Assert.Equal(0, Count(checkedRun, "cache_differences"));
    }

    [AheadFact]
    public void WhatRunsForLongGetsCodeOfItsOwn()
    {
        using var program = new CachedProgram("""
            def work(n):
                last = {}
                for i in range(n):
                    last[i & 7] = i
                return sorted(last.values())

            print(work(20_000_000))
            """);
        string plain = Build(program);
        Assert.Equal(plain, program.Output(out var stats, "--jit", "sync=0"));
        Assert.True(Count(stats, "cache_code_hits") > 0, $"{stats}");
        Assert.True(Count(stats, "regions_recompiled") > 0, $"{stats}");
    }

    [AheadFact]
    public void OtherCodeIsntTaken()
    {
        using var program = new CachedProgram(Programs.Rich);
        Build(program);
        Assert.Equal(program.Output(out _, "--tier", "0"), program.Output(out var failing, "--jit", "fail_guards_once"));
        Assert.True(Count(failing, "cache_code_misses") > 0);
        program.Write(Programs.Rich.Replace("return self.v + k", "return self.v - k").Replace("return -1", "return -2").Replace("scale = 2", "scale = 2.5"));
        Assert.Equal(program.Output(out _, "--tier", "0"), program.Output(out _));
    }

    [AheadFact]
    public void ADamagedFileIsDropped()
    {
        using var program = new CachedProgram(Programs.Small);
        string plain = Build(program), file = Assert.Single(Directory.GetFiles(program.Cache, "*" + CodeImage.Extension));
        byte[] bytes = File.ReadAllBytes(file);
        foreach (int place in (int[])[0, bytes.Length / 2, bytes.Length - 1])
        {
            bytes[place] ^= 0x41;
            File.WriteAllBytes(file, bytes);
            bytes[place] ^= 0x41;
            Dropped(CacheDrop.Damaged);
        }
        File.WriteAllBytes(file, bytes[..(bytes.Length / 2)]);
        Dropped(CacheDrop.Damaged);
        File.WriteAllBytes(file, bytes);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Dropped(CacheDrop.Untrusted);

        void Dropped(CacheDrop reason)
        {
            Assert.Equal(plain, program.Output(out var stats));
            Assert.Equal(1, Drops(stats, reason));
            Assert.Equal(0, Count(stats, "cache_code_hits"));
        }
    }

    /// <summary>A processor with less than the one that the code was made on: profiles are used, the code isn't.</summary>
    [AheadFact]
    public void AnotherProcessorsCodeIsDropped()
    {
        using var program = new CachedProgram(Programs.Small);
        string plain = Build(program);
        program.Environment = [("DOTNET_EnableAVX2", "0")];
        Assert.Equal(plain, program.Output(out var stats));
        Assert.Equal(AheadCompiler.InstructionSet.Length > 0 ? 1 : 0, Drops(stats, CacheDrop.OtherBuild));
        Assert.True(Count(stats, "cache_hits") > 0);
    }

    /// <summary>Fills the cache; what the program prints without.</summary>
    private static string Build(CachedProgram program)
    {
        string plain = program.Output(out _, "--tier", "0");
        for (int run = 0; run < 3; run++) Assert.Equal(plain, program.Output(out _, "--cache-build"));
        return plain;
    }

    [Fact]
    public void EveryFlippedByteIsNoticed()
    {
        byte[] bytes = CodeImage.Write([1, 2, 3, 4, 5], Guid.NewGuid(), [new(1, 2), new(3, 4)]);
        Assert.Equal([new(1, 2), new(3, 4)], CodeImage.Read(bytes, out _)!.Keys);
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 0x41;
            Assert.Null(CodeImage.Read(bytes, out _));
            bytes[i] ^= 0x41;
        }
        for (int length = 0; length < bytes.Length; length++) Assert.Null(CodeImage.Read(bytes.AsSpan(0, length), out _));
    }

    [Fact]
    public void KeysTellMethodsApart()
    {
        var keys = new HashSet<MethodKey>();
        Action<MethodText>[] bodies =
        [
            t => t.Add(OpCodes.Ldc_I4, CilOperand.Int32, 1),
            t => t.Add(OpCodes.Ldc_I4, CilOperand.Int32, 2),
            t => t.Add(OpCodes.Ldc_I8, CilOperand.Int64, 1),
            t => t.Add(OpCodes.Ldarg, CilOperand.Int16, 1),
            t => t.Add(OpCodes.Ldind_Ref, CilOperand.Constant, 0),
            t => t.Add(OpCodes.Ldind_Ref, CilOperand.Constant, 1),
            t => t.Add(OpCodes.Call, CilOperand.Self),
            t => t.Add(OpCodes.Call, CilOperand.Method, 0, typeof(Math).GetMethod(nameof(Math.Abs), [typeof(int)])),
            t => t.Add(OpCodes.Call, CilOperand.Method, 0, typeof(Math).GetMethod(nameof(Math.Abs), [typeof(long)])),
            t => t.Add(OpCodes.Isinst, CilOperand.Type, 0, typeof(List<int>)),
            t => t.Add(OpCodes.Isinst, CilOperand.Type, 0, typeof(List<long>)),
            t => t.Add(OpCodes.Isinst, CilOperand.Type, 0, typeof(int[])),
            t => t.Add(OpCodes.Isinst, CilOperand.Type, 0, typeof(int[,])),
            t => t.Add(OpCodes.Switch, CilOperand.Switch, 0, new[] { 0, 1 }),
            t => t.Add(OpCodes.Switch, CilOperand.Switch, 0, new[] { 1, 0 }),
            t => t.Add(OpCodes.Calli, CilOperand.Managed, 0, new CilSignature(typeof(int), [typeof(long)])),
            t => t.Add(OpCodes.Calli, CilOperand.Managed, 0, new CilSignature(typeof(long), [typeof(int)])),
            t => t.DeclareLocal(typeof(int), false),
            t => t.DeclareLocal(typeof(int), true),
        ];
        foreach (var body in bodies)
        {
            Assert.True(keys.Add(Of(body)));
            Assert.False(keys.Add(Of(body)));
        }

        static MethodKey Of(Action<MethodText> body)
        {
            var text = new MethodText(typeof(int), [typeof(long)]);
            body(text);
            return MethodKey.Of(text);
        }
    }

    [Fact]
    public unsafe void WrittenMethodsUseWhatTheyAreBoundTo()
    {
        var folder = Directory.CreateTempSubdirectory("tieredpy-code-test");
        var context = new AssemblyLoadContext("written", isCollectible: true);
        try
        {
            var text = new MethodText(typeof(string), [typeof(int)]);
            int second = text.DefineLabel();
            text.Add(OpCodes.Ldarg_0);
            text.Add(OpCodes.Brtrue, CilOperand.Label, second);
            text.Add(OpCodes.Ldind_Ref, CilOperand.Constant, 0);
            text.Add(OpCodes.Ret);
            text.Add(default, CilOperand.Mark, second);
            text.Add(OpCodes.Ldind_Ref, CilOperand.Constant, 1);
            text.AddAddress(0);
            text.Add(OpCodes.Pop);
            text.Add(OpCodes.Ret);
            string path = Path.Combine(folder.FullName, "written.dll");
            CodeAssembly.Write([text, text], path);
            var module = context.LoadFromAssemblyPath(path).ManifestModule;
            Assert.Equal(CodeAssembly.IdOf(path), module.ModuleVersionId);
            object?[] slots = GC.AllocateArray<object?>(2, pinned: true);
            (slots[0], slots[1]) = ("first", "second");
            nint[] addresses = GC.AllocateArray<nint>(1, pinned: true);
            module.ResolveMethod(CodeAssembly.BinderOf(1))!.Invoke(null, [(nint)Unsafe.AsPointer(ref slots[0]), (nint)Unsafe.AsPointer(ref addresses[0])]);
            var run = (MethodInfo)module.ResolveMethod(CodeAssembly.TokenOf(1))!;
            Assert.Equal("first", run.Invoke(null, [0]));
            Assert.Equal("second", run.Invoke(null, [1]));
        }
        finally
        {
            context.Unload();
            folder.Delete(recursive: true);
        }
    }
}
