using TieredPy.Runtime.Bytecode;

namespace TieredPy.Tiers.Recording;

/// <summary>The registers of instructions, read off the op table's formats.</summary>
internal static class Operands
{
    /// <summary>The registers that an instruction reads and those that it writes.</summary>
    public static (int[] Reads, int[] Writes) Of(PyCode code, int pc)
    {
        var i = code.Code[pc];
        List<int> reads = [], writes = [];
        switch (i.Op)
        {
            case Op.Ext or Op.Nop or Op.LoopHead or Op.Jump or Op.ReturnNone or Op.SetupAnnotations or Op.DeleteGlobal or Op.DeleteName:
                break;
            case Op.Unbind or Op.LoadLocals or Op.LoadBuildClass or Op.LoadAssertionError:
                writes.Add(i.A);
                break;
            case Op.SetAttr:
                reads.AddRange([i.A, i.C]);
                break;
            case Op.MakeCell or Op.LoadClassGlobal:
                reads.Add(i.A);
                writes.Add(i.A);
                break;
            case Op.CopyFreeVars:
                Range(writes, i.A, i.B);
                break;
            case Op.LoadClassDeref:
                reads.Add(i.B);
                if (i.D != 0) reads.Add(i.A);
                writes.Add(i.A);
                break;
            case Op.LoadSuperAttr:
                Range(reads, i.B, 3);
                Range(writes, i.A, (i.D & 1) != 0 ? 2 : 1);
                break;
            case Op.FormatValue:
                reads.Add(i.B);
                if ((i.D & 4) != 0) reads.Add(i.C);
                writes.Add(i.A);
                break;
            case Op.Raise:
                if (i.D > 0) reads.Add(i.A);
                if (i.D > 1) reads.Add(i.B);
                break;
            case Op.MakeFunction:
                for (int k = 0; k < 4; k++)
                    if ((i.D & 1 << k) != 0) reads.Add(i.C + k);
                writes.Add(i.A);
                break;
            case Op.MakeTypeParam:
                reads.Add(i.B);
                if (i.D is 1 or 2) reads.Add(i.C);
                writes.Add(i.A);
                break;
            case Op.PushExc:
                reads.Add(i.A);
                writes.Add(i.A + 1);
                break;
            case Op.PopExc:
                reads.Add(i.A + 1);
                break;
            case Op.Send:
                reads.AddRange([i.B, i.C]);
                writes.AddRange([i.A, i.C]);
                break;
            case Op.MatchExcStar:
                reads.AddRange([i.B, i.C]);
                writes.AddRange([i.A, i.B]);
                break;
            case Op.SetTypeParamDefault:
                reads.AddRange([i.A, i.B]);
                writes.Add(i.A);
                break;
            default:
                ByFormat(i, reads, writes);
                break;
        }
        return ([.. reads], [.. writes]);
    }

    private static void ByFormat(Instr i, List<int> reads, List<int> writes)
    {
        string format = OpFormats.Of(i.Op);
        int arrow = format.IndexOf('<');
        for (int n = 0; n < format.Length; n++)
        {
            char c = format[n];
            if (format.AsSpan(n).StartsWith("name"))
            {
                n += 3;
                continue;
            }
            if (c is not ('A' or 'B' or 'C')) continue;
            int first = c == 'A' ? i.A : c == 'B' ? i.B : i.C, count = 1;
            if (n + 1 < format.Length && format[n + 1] == 'n')
            {
                count = OpFormats.RangeLength(i);
            }
            else if (n + 1 < format.Length && char.IsDigit(format[n + 1])) count = format[n + 1] - '0';
            Range(n < arrow ? writes : reads, first, count);
        }
    }

    private static void Range(List<int> list, int first, int count)
    {
        for (int k = 0; k < count; k++) list.Add(first + k);
    }
}
