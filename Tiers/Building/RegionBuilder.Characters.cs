using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;
using TieredPy.Runtime.Text;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>Characters of strs as numbers: a str is made of one where more than its code point is asked for.</summary>
internal sealed partial class RegionBuilder
{
    /// <summary>Of so many characters each is compared where membership is asked for, of fewer even where they fit one mask.</summary>
    private const int MostAlternatives = 8, FewAlternatives = 2;

    /// <summary>Characters that a mask has bits for.</summary>
    private const int MaskWidth = 63;

    /// <summary>The item of a str.</summary>
    private Node GetCharacter(Node s, Node key, KindSet seen) =>
        Character(CodeAt(s, Make(IrOp.CheckIndex, IrType.Int, key, Kernel(Kernels.StrLength, [s]), mayMove: false), Kernels.NarrowChars, seen));

    private Node Character(Node code) => Kernel(Kernels.Chr, [code], typeof(PyStr), true);

    /// <summary>The code point at an index that is in range.</summary>
    /// <param name="chars">What gives the str's characters where they are chars, which is so as a rule.</param>
    /// <param name="seen">The strs that were seen, or the iterators.</param>
    private Node CodeAt(Node s, Node index, Kernel chars, KindSet seen)
    {
        if (Seen.HotExits > 0 || seen.HasWide && seen.Single == null || seen.Single?.Detail is ComposedKind { HasWide: true }) return Kernel(Kernels.CodeAt, [s, index]);
        if (seen.HasWide)
        {
            var points = Make(IrOp.GuardNotNull, IrType.Ref, Kernel(Kernels.WideChars, [s], typeof(int[])), c: typeof(int[]), notNull: true);
            return Make(IrOp.LoadElement, IrType.Int, points, index, imm: (long)ElementFormat.Int32);
        }
        var text = Make(IrOp.GuardNotNull, IrType.Ref, Kernel(chars, [s], typeof(string)), c: typeof(string), notNull: true);
        return Make(IrOp.LoadElement, IrType.Int, text, index, imm: (long)ElementFormat.Char);
    }

    /// <summary>The code point of a str of length 1; -1 for others.</summary>
    private Node CodeOf(Node s) =>
        s is { Op: IrOp.ConstRef, Data: PyStr known } ? Int(known.Length == 1 ? known[0] : -1)
        : s.MakesCharacter ? s.Args[0]
        : Kernel(Kernels.CodeOf, [s]);

    /// <summary>The str is known to be of length 1.</summary>
    private static bool IsCharacter(Node s) => s.MakesCharacter || s is { Op: IrOp.ConstRef, Data: PyStr { Length: 1 } };

    /// <summary>A comparison of strs of which one is a character, by code points; null for others.</summary>
    private Node? CompareCharacters(CmpOp op, Node a, Node b)
    {
        if (IsCharacter(a) && IsCharacter(b)) return IntCompare(op, CodeOf(a), CodeOf(b));
        return op is CmpOp.Eq or CmpOp.Ne && (IsCharacter(a) || IsCharacter(b)) ? IntCompare(op, CodeOf(a), CodeOf(b)) : null;
    }

    /// <summary>Methods of strs that ask what all characters are.</summary>
    private static CharFlags FlagsOf(string method) => method switch
    {
        "str.isalpha" => CharFlags.Alpha,
        "str.isalnum" => CharFlags.Alpha | CharFlags.Decimal | CharFlags.Digit | CharFlags.Numeric,
        "str.isdecimal" => CharFlags.Decimal,
        "str.isdigit" => CharFlags.Digit,
        "str.isnumeric" => CharFlags.Numeric,
        "str.isspace" => CharFlags.Space,
        _ => 0,
    };

    /// <summary>The value of such a method; null where it is another call.</summary>
    private Node? CharacterTest(string name, List<Node> args)
    {
        if (args is not [var s] || s.Class != typeof(PyStr) || FlagsOf(name) is not (not 0 and var flags)) return null;
        return s.MakesCharacter ? Kernel(Kernels.CodeIs, [CodeOf(s), Int((long)flags)]) : Kernel(Kernels.AllAre, [s, Int((long)flags)]);
    }

    /// <summary>Whether a character is one of a few; null where it isn't known to be a character, or they are many.</summary>
    private Node? IsAmong(Node item, Node some)
    {
        if (!item.MakesCharacter || some is not { Op: IrOp.ConstRef, Data: PyStr { Length: > 0 } known }) return null;
        if (known.Length > FewAlternatives && MaskOf(known, out long lowest) is > 0 and var mask)
        {
            // Below the lowest the difference is negative, and huge without its sign: the mask is shifted away.
            var distance = Pure(IrOp.AndInt, IrType.Int, Unchecked(IrOp.SubInt, CodeOf(item), Int(lowest)), Int(long.MaxValue));
            var bits = Unchecked(IrOp.ShrInt, Int(mask), distance);
            return IntCompare(CmpOp.Ne, Pure(IrOp.AndInt, IrType.Int, bits, Int(1)), Int(0));
        }
        if (known.Length > MostAlternatives) return null;
        Node? any = null;
        for (int n = 0; n < known.Length; n++)
        {
            var same = IntCompare(CmpOp.Eq, CodeOf(item), Int(known[n]));
            any = any == null ? same : Pure(IrOp.OrBool, IrType.Bool, any, same);
        }
        return any;
    }

    /// <summary>The characters as bits, counted from the lowest of them; 0 where they are too far apart.</summary>
    private static long MaskOf(PyStr known, out long lowest)
    {
        lowest = known[0];
        for (int n = 1; n < known.Length; n++) lowest = Math.Min(lowest, known[n]);
        long mask = 0;
        for (int n = 0; n < known.Length; n++)
        {
            if (known[n] - lowest >= MaskWidth) return 0;
            mask |= 1L << (int)(known[n] - lowest);
        }
        return mask;
    }
}
