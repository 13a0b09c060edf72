using Iced.Intel;

namespace TieredPy.Tiers.X64.Assembling;

/// <summary>
/// Puts instructions one behind the other: loops begin at aligned addresses, and jumps are short where that is sure to reach. Instructions that are labelled have the
/// label's number for their address, as <see cref="Assembler"/> makes them, and jumps and addresses in the code name labels so. Each instruction is encoded once.
/// </summary>
internal sealed class CodeLayout
{
    /// <summary>What is at an instruction's place: bytes to be copied, or a jump whose length is to be found.</summary>
    private enum PieceKind : byte { Plain, Jump, Branch, Call }

    /// <summary>The pieces, one for each instruction.</summary>
    private readonly PieceKind[] kinds;
    private readonly byte[] conditions;

    /// <summary>Where the encoded bytes of each begin and how many there are.</summary>
    private readonly int[] starts, lengths;

    /// <summary>The place, in its bytes, of the distance to a label; -1 where there is none.</summary>
    private readonly int[] distances;

    /// <summary>The label that each refers to; 0: none.</summary>
    private readonly ulong[] targets;
    private readonly bool[] isShort;
    private readonly int[] addresses;

    /// <summary>The instruction that each label is at, by the label's number.</summary>
    private int[] indexOf = [];
    private readonly List<byte> bytes = [];

    /// <summary>Which are aligned, and how many of those stand before each.</summary>
    private readonly bool[] isAligned;
    private readonly int[] alignedBefore;
    private readonly int alignment;

    private CodeLayout(IReadOnlyList<Instruction> instructions, HashSet<ulong> aligned, int alignment)
    {
        this.alignment = alignment;
        int count = instructions.Count;
        (kinds, conditions, isShort) = (new PieceKind[count], new byte[count], new bool[count]);
        (starts, lengths, distances, addresses) = (new int[count], new int[count], new int[count], new int[count + 1]);
        targets = new ulong[count];
        (isAligned, alignedBefore) = (new bool[count], new int[count + 1]);
        var encoder = Encoder.Create(64, new Sink(bytes));
        for (int k = 0; k < count; k++)
        {
            var i = instructions[k];
            isAligned[k] = aligned.Contains(i.IP);
            alignedBefore[k + 1] = alignedBefore[k] + (isAligned[k] ? 1 : 0);
            if (i.IP != 0)
            {
                if ((int)i.IP >= indexOf.Length) Array.Resize(ref indexOf, Math.Max((int)i.IP + 1, 2 * indexOf.Length));
                indexOf[(int)i.IP] = k;
            }
            distances[k] = -1;
            starts[k] = bytes.Count;
            if (i.Op0Kind == OpKind.NearBranch64)
            {
                targets[k] = i.NearBranch64;
                kinds[k] = i.FlowControl switch
                {
                    FlowControl.UnconditionalBranch => PieceKind.Jump,
                    FlowControl.ConditionalBranch => PieceKind.Branch,
                    _ => PieceKind.Call,
                };
                // The conditions are numbered as in the instruction set, from 1.
                if (kinds[k] == PieceKind.Branch) conditions[k] = (byte)(i.ConditionCode - 1);
                continue;
            }
            bool isRelative = i.IsIPRelativeMemoryOperand;
            if (isRelative) targets[k] = i.IPRelativeMemoryAddress;
            encoder.Encode(i, (ulong)bytes.Count);
            lengths[k] = bytes.Count - starts[k];
            if (isRelative) distances[k] = encoder.GetConstantOffsets().DisplacementOffset;
        }
    }

    public static byte[] Encode(IReadOnlyList<Instruction> instructions, HashSet<ulong> aligned, int alignment)
    {
        var layout = new CodeLayout(instructions, aligned, alignment);
        // With all jumps long, no distance is longer than this, but for what alignment adds.
        layout.Place();
        layout.Shorten();
        layout.Place();
        return layout.Emit();
    }

    private int LengthOf(int k) => kinds[k] switch
    {
        PieceKind.Plain => lengths[k],
        PieceKind.Jump => isShort[k] ? 2 : 5,
        PieceKind.Branch => isShort[k] ? 2 : 6,
        _ => 5,
    };

    private void Place()
    {
        int at = 0;
        for (int k = 0; k < kinds.Length; k++)
        {
            if (isAligned[k]) at = (at + alignment - 1) / alignment * alignment;
            addresses[k] = at;
            at += LengthOf(k);
        }
        addresses[^1] = at;
    }

    private void Shorten()
    {
        for (int k = 0; k < kinds.Length; k++)
        {
            if (kinds[k] is not (PieceKind.Jump or PieceKind.Branch)) continue;
            int target = indexOf[targets[k]];
            int between = alignedBefore[Math.Max(k, target) + 1] - alignedBefore[Math.Min(k, target)];
            isShort[k] = Math.Abs(addresses[target] - addresses[k]) + between * alignment < 120;
        }
    }

    private byte[] Emit()
    {
        byte[] code = new byte[addresses[^1]];
        int at = 0;
        for (int k = 0; k < kinds.Length; k++)
        {
            FillWithNops(code.AsSpan(at, addresses[k] - at));
            at = addresses[k];
            int end = at + LengthOf(k);
            var to = code.AsSpan(at, end - at);
            int distance = targets[k] == 0 ? 0 : addresses[indexOf[targets[k]]] - end;
            switch (kinds[k])
            {
                case PieceKind.Plain:
                    bytes.AsSpan().Slice(starts[k], lengths[k]).CopyTo(to);
                    if (distances[k] >= 0) BitConverter.TryWriteBytes(to[distances[k]..], distance);
                    break;
                case PieceKind.Jump or PieceKind.Branch when isShort[k]:
                    to[0] = kinds[k] == PieceKind.Jump ? (byte)0xEB : (byte)(0x70 | conditions[k]);
                    to[1] = (byte)checked((sbyte)distance);
                    break;
                case PieceKind.Branch:
                    to[0] = 0x0F;
                    to[1] = (byte)(0x80 | conditions[k]);
                    BitConverter.TryWriteBytes(to[2..], distance);
                    break;
                default:
                    to[0] = kinds[k] == PieceKind.Jump ? (byte)0xE9 : (byte)0xE8;
                    BitConverter.TryWriteBytes(to[1..], distance);
                    break;
            }
            at = end;
        }
        return code;
    }

    /// <summary>Instructions that do nothing, of up to nine bytes each (Intel's manual, NOP).</summary>
    private static readonly byte[][] Nops =
    [
        [0x90],
        [0x66, 0x90],
        [0x0F, 0x1F, 0x00],
        [0x0F, 0x1F, 0x40, 0x00],
        [0x0F, 0x1F, 0x44, 0x00, 0x00],
        [0x66, 0x0F, 0x1F, 0x44, 0x00, 0x00],
        [0x0F, 0x1F, 0x80, 0x00, 0x00, 0x00, 0x00],
        [0x0F, 0x1F, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00],
        [0x66, 0x0F, 0x1F, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00],
    ];

    private static void FillWithNops(Span<byte> room)
    {
        while (room.Length > 0)
        {
            var nop = Nops[Math.Min(room.Length, Nops.Length) - 1];
            nop.CopyTo(room);
            room = room[nop.Length..];
        }
    }

    private sealed class Sink(List<byte> bytes) : CodeWriter
    {
        public override void WriteByte(byte value) => bytes.Add(value);
    }
}
