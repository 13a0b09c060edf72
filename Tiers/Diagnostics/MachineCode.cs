using System.Text;
using Iced.Intel;
using Decoder = Iced.Intel.Decoder;

namespace TieredPy.Tiers.Diagnostics;

/// <summary>
/// Machine code that RyuJIT made, read back by following its control flow, as .NET tells no method's length. What is reached only by a table of addresses
/// isn't found. Where the machine isn't an x86-64 there is none.
/// </summary>
internal sealed unsafe class MachineCode
{
    /// <summary>Jumps that go farther leave the method.</summary>
    private const int MostDistance = 1 << 20;

    private readonly SortedDictionary<ulong, Instruction> found = [];
    private readonly Stack<ulong> waiting = new();
    private readonly ulong entry;

    private MachineCode(nint pointer)
    {
        entry = Entry((ulong)pointer);
        waiting.Push(entry);
        while (waiting.TryPop(out ulong at)) Follow(at);
    }

    /// <summary>The code behind a function pointer; empty on other machines than x86-64.</summary>
    public static MachineCode? At(nint pointer) => RuntimeInformation.ProcessArchitecture == Architecture.X64 ? new MachineCode(pointer) : null;

    /// <summary>Where the code begins.</summary>
    public long Address => (long)entry;

    /// <summary>Bytes of the instructions that were found.</summary>
    public int Length => found.Values.Sum(i => i.Length);

    /// <summary>A pointer may be that of a stub, which jumps to where the method now is.</summary>
    private static ulong Entry(ulong pointer)
    {
        for (int hops = 0; hops < 4; hops++)
        {
            var first = Decoder.Create(64, new MemoryReader(pointer), pointer).Decode();
            if (first.Mnemonic != Mnemonic.Jmp) break;
            if (first.IsIPRelativeMemoryOperand) pointer = *(ulong*)first.IPRelativeMemoryAddress;
            else if (first.Op0Kind == OpKind.NearBranch64) pointer = first.NearBranchTarget;
            else break;
        }
        return pointer;
    }

    private void Follow(ulong at)
    {
        var decoder = Decoder.Create(64, new MemoryReader(at), at);
        while (!found.ContainsKey(decoder.IP))
        {
            var i = decoder.Decode();
            if (i.IsInvalid) return;
            found[i.IP] = i;
            bool branches = i.Op0Kind == OpKind.NearBranch64 && i.FlowControl is FlowControl.ConditionalBranch or FlowControl.UnconditionalBranch;
            if (branches && Math.Abs((long)(i.NearBranchTarget - entry)) < MostDistance) waiting.Push(i.NearBranchTarget);
            if (i.FlowControl is FlowControl.Return or FlowControl.UnconditionalBranch or FlowControl.IndirectBranch or FlowControl.Interrupt or FlowControl.Exception) return;
        }
    }

    /// <summary>A line an instruction: its offset and its text in Intel's syntax.</summary>
    public override string ToString()
    {
        var formatter = new IntelFormatter(new FormatterOptions { SpaceAfterOperandSeparator = true, RipRelativeAddresses = true });
        var text = new StringBuilder();
        var output = new StringOutput();
        ulong next = entry;
        foreach (var (at, i) in found)
        {
            if (at != next) text.Append("    ...\n");
            next = i.NextIP;
            formatter.Format(i, output);
            text.Append(CultureInfo.InvariantCulture, $"    {(long)(at - entry):x4}  {output.ToStringAndReset()}");
            if (found.ContainsKey(i.NearBranchTarget) && i.Op0Kind == OpKind.NearBranch64) text.Append(CultureInfo.InvariantCulture, $"  ; {(long)(i.NearBranchTarget - entry):x4}");
            text.Append('\n');
        }
        return text.ToString();
    }

    private sealed class MemoryReader(ulong at) : CodeReader
    {
        private byte* next = (byte*)at;

        public override int ReadByte() => *next++;
    }
}
