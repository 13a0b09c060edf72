using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;

namespace TieredPy.Tiers.Deopt;

/// <summary>One frame to be brought up to date. The function is, of a generator's body, the generator.</summary>
internal sealed class ResumeFrame
{
    private static readonly Value[] JustMissing = [Value.Missing];
    private readonly Value[] constants;

    /// <param name="isBody">It is a generator's body that runs.</param>
    /// <param name="function">Where the function, or the generator, is.</param>
    /// <param name="code">What runs.</param>
    /// <param name="pc">Index of the instruction to go on with.</param>
    /// <param name="kind">What a return does.</param>
    /// <param name="dst">The caller's register for the result.</param>
    /// <param name="aux">As <see cref="Frame.Aux"/>.</param>
    /// <param name="values">Where the registers' values are.</param>
    /// <param name="registers">The registers, in the same order.</param>
    /// <param name="takesClosure">As <see cref="Ir.FrameSnapshot.TakesClosure"/>.</param>
    public ResumeFrame(bool isBody, Source function, PyCode code, int pc, FrameKind kind, int dst, int aux, Source[] values, int[] registers, bool takesClosure)
    {
        (IsBody, Function, Code, Pc, Kind, Dst, Aux, TakesClosure) = (isBody, function, code, pc, kind, dst, aux, takesClosure);
        Registers = new ResumeRegister[values.Length];
        var found = new List<Value>();
        for (int k = 0; k < values.Length; k++)
        {
            var v = values[k];
            int reference = v.Reference;
            if (v.Kind == SourceKind.Constant)
            {
                reference = found.FindIndex(c => c.Ref == v.Constant.Ref && c.Bits == v.Constant.Bits);
                if (reference < 0)
                {
                    reference = found.Count;
                    found.Add(v.Constant);
                }
            }
            Registers[k] = new ResumeRegister(registers[k], v.Kind, v.Number, reference);
        }
        int named = takesClosure ? code.FreeVars.Length : 0;
        foreach (int r in registers)
            if (r < code.NamedEnd) named++;
        HasAllNamed = named == code.NamedEnd;
        constants = found is [{ IsMissing: true }] ? JustMissing : [.. found];
    }

    public readonly bool IsBody;
    public readonly Source Function;
    public readonly PyCode Code;
    public readonly int Pc;
    public readonly FrameKind Kind;
    public readonly int Dst;
    public readonly int Aux;
    public readonly bool TakesClosure;

    /// <summary>The exit has every variable, so that the frame needn't be cleared first.</summary>
    public readonly bool HasAllNamed;
    public readonly ResumeRegister[] Registers;

    /// <summary>Puts the cells of the function's variables into their registers, if the exit leaves that to the function.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CopyClosure(PyFunction function, ref Value first)
    {
        if (!TakesClosure) return;
        ref Value to = ref Unsafe.Add(ref first, Code.FreeReg);
        for (int k = 0; k < Code.FreeVars.Length; k++) Reg.SetObject(ref Unsafe.Add(ref to, k), function.CellAt(k));
    }

    /// <summary>Where a register's value is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Source SourceOf(ResumeRegister r) => r.Kind == SourceKind.Constant ? new Source(SourceKind.Constant, 0, 0, constants[r.Reference]) : new Source(r.Kind, r.Number, r.Reference, default);
}

/// <summary>A register, and where its value is, in as few bytes as may be: a large program has hundreds of thousands. Constants are in the frame's table.</summary>
internal readonly struct ResumeRegister
{
    private const int RegisterBits = 16, KindBits = 4, IndexBits = 22, IndexMask = (1 << IndexBits) - 1;
    private readonly ulong bits;

    /// <param name="register">The register's number.</param>
    /// <param name="kind">What the value is.</param>
    /// <param name="number">As <see cref="Source.Number"/>; -1 where there is none.</param>
    /// <param name="reference">As <see cref="Source.Reference"/>, or the constant's place in the table; -1 where there is none.</param>
    public ResumeRegister(int register, SourceKind kind, int number, int reference)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(register, ushort.MaxValue);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(Math.Max(number, reference), IndexMask);
        bits = (ulong)(uint)register | (ulong)kind << RegisterBits | (ulong)(uint)(number & IndexMask) << (RegisterBits + KindBits) | (ulong)(uint)(reference & IndexMask) << (RegisterBits + KindBits + IndexBits);
    }

    public int Register => (int)(bits & ushort.MaxValue);

    public SourceKind Kind => (SourceKind)(bits >> RegisterBits & ((1 << KindBits) - 1));

    public int Number => (int)(bits >> (RegisterBits + KindBits)) & IndexMask;

    public int Reference => (int)(bits >> (RegisterBits + KindBits + IndexBits)) & IndexMask;
}
