namespace TieredPy.Runtime.Text.Multibyte;

/// <summary>
/// An encoding of East Asia. Encoding and decoding go on until something is wrong or all is done; the state of 8 bytes is the caller's
/// between calls, and is what CPython's getstate shows.
/// </summary>
internal abstract class MultibyteCodec(string name)
{
    /// <summary>All was done. A positive result is the length of what is illegal.</summary>
    public const int Done = 0;

    /// <summary>The input ends within a sequence.</summary>
    public const int TooFew = -2;

    /// <summary>The state makes no sense.</summary>
    public const int Internal = -3;

    public const int StateSize = 8;

    public string Name { get; } = name;

    public virtual void StartEncoding(byte[] state)
    {
    }

    /// <summary>Puts out what brings a decoder back to its initial state.</summary>
    public virtual void ResetEncoding(byte[] state, List<byte> output)
    {
    }

    public virtual void StartDecoding(byte[] state)
    {
    }

    public virtual void ResetDecoding(byte[] state)
    {
    }

    /// <param name="at">How far it came.</param>
    /// <param name="flush">True when no more text follows, so that the first of a pair stands alone.</param>
    public abstract int Encode(byte[] state, ReadOnlySpan<int> text, ref int at, List<byte> output, bool flush);

    public abstract int Decode(byte[] state, ReadOnlySpan<byte> input, ref int at, List<int> output);
}
