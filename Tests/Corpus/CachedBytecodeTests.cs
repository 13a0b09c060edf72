using TieredPy.Tests.Caching;
using Xunit;

namespace TieredPy.Tests.Corpus;

/// <summary>Files in <c>__pycache__</c> that are not what this build wrote.</summary>
public sealed class CachedBytecodeTests
{
    /// <summary>The magic number has 16 bits: another build may have the same, and its file is then one to be written anew.</summary>
    [Fact]
    public void AnotherBuildsFileWithThisMagicNumberIsCompiledAgain()
    {
        using var program = new CachedProgram("""
            import importlib.util, os, subprocess, sys
            sys.dont_write_bytecode = False
            here = os.path.dirname(os.path.abspath(__file__))
            sys.path.insert(0, here)
            with open(os.path.join(here, 'other.py'), 'w') as f: f.write('value = 1')
            import other
            path = other.__cached__
            with open(path, 'r+b') as f:
                f.seek(21)
                build = f.read(8)
                f.seek(21)
                f.write(bytes(b ^ 0xFF for b in build))
            del sys.modules['other']
            importlib.invalidate_caches()
            import other
            with open(path, 'rb') as f: print(other.value, f.read()[21:29] == build)

            """);
        Assert.Equal("1 True\n", program.Output(out _));
    }
}
