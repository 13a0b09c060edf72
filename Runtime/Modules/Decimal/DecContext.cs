namespace TieredPy.Runtime.Modules.Decimal;

/// <summary>Rounding modes, in the order of the module's constants.</summary>
internal enum DecRounding : byte
{
    Up,
    Down,
    Ceiling,
    Floor,
    HalfUp,
    HalfDown,
    HalfEven,
    ZeroFiveUp,
}

/// <summary>Conditions that arise in operations: bits of a context's flags and traps.</summary>
internal static class DecStatus
{
    public const uint Clamped = 1;
    public const uint ConversionSyntax = 2;
    public const uint DivisionByZero = 4;
    public const uint DivisionImpossible = 8;
    public const uint DivisionUndefined = 0x10;
    public const uint Inexact = 0x40;
    public const uint InvalidContext = 0x80;
    public const uint InvalidOperation = 0x100;
    public const uint MallocError = 0x200;
    public const uint FloatOperation = 0x400;
    public const uint Overflow = 0x800;
    public const uint Rounded = 0x1000;
    public const uint Subnormal = 0x2000;
    public const uint Underflow = 0x4000;

    /// <summary>The conditions that the signal InvalidOperation stands for.</summary>
    public const uint AllInvalid = ConversionSyntax | DivisionImpossible | DivisionUndefined | InvalidContext | InvalidOperation | MallocError;
}

/// <summary>What governs an operation: precision, rounding, limits of the exponent.</summary>
internal sealed class DecContext
{
    public const long MaxPrec = 999999999999999999;
    public const long MaxEmax = 999999999999999999;
    public const long MinEmin = -999999999999999999;
    public const long MinEtiny = MinEmin - (MaxPrec - 1);

    public long Prec = 28;
    public DecRounding Rounding = DecRounding.HalfEven;
    public long Emin = -999999;
    public long Emax = 999999;
    public bool Capitals = true;
    public bool Clamp;
    public uint Traps;
    public uint Status;

    public long Etiny => Emin - (Prec - 1);

    public long Etop => Emax - (Prec - 1);

    public DecContext Copy() => (DecContext)MemberwiseClone();

    /// <summary>A copy with another rounding.</summary>
    public DecContext With(DecRounding rounding)
    {
        var c = Copy();
        c.Rounding = rounding;
        return c;
    }

    /// <summary>The widest context: conversions in it are exact.</summary>
    public static DecContext Max { get; } = new() { Prec = MaxPrec, Emax = MaxEmax, Emin = MinEmin };
}
