using TieredPy.Runtime.Text;

namespace TieredPy.Runtime.Modules;

/// <summary>Between the codecs, which know no Python objects, and str, bytes and exceptions.</summary>
internal static class CodecBridge
{
    public static TextValue Text(PyStr s) => s.IsWide ? TextValue.FromOwned(s.Wide) : new TextValue(s.Chars);

    public static PyStr Str(TextValue t) => t.IsWide ? PyStr.FromOwned((int[])t.Storage) : PyStr.OfNarrow((string)t.Storage);

    /// <summary>What deals with errors under a name (null is strict).</summary>
    public static CodecErrors Errors(string? name) =>
        name == null ? CodecErrors.Strict : ErrorHandlers.IsBuiltIn(name) ? CodecErrors.Named(name)! : new RegisteredErrors(name);

    /// <summary>The encoded bytes, or the failure thrown.</summary>
    public static PyBytes Encoded(byte[]? bytes, PyStr text, CodecFailure failure) => bytes != null
        ? PyBytes.Make(bytes)
        : throw Err.UnicodeEncodeError(failure.Encoding, text, failure.Start, failure.End, failure.Reason);

    /// <summary>The decoded text, or the failure thrown.</summary>
    public static PyStr Decoded(TextValue? text, byte[] input, CodecFailure failure) => text is { } t
        ? Str(t)
        : throw Err.UnicodeDecodeError(failure.Encoding, new PyBytes(input), failure.Start, failure.End, failure.Reason);

    /// <summary>A handler that Python code registered; what it raises passes through the codec.</summary>
    private sealed class RegisteredErrors(string name) : CodecErrors(CodecErrorsKind.Custom)
    {
        public override bool TryEncode(
            string encoding, string reason, TextValue text, int start, int end, out TextValue replacement, out byte[]? bytes, out int next, out bool raised)
        {
            raised = false;
            bytes = null;
            replacement = TextValue.Empty;
            var (given, position) = ErrorHandlers.CallEncode(name, encoding, Str(text), start, end, reason);
            next = position;
            if (given.Ref is PyBytes b) bytes = b.Data;
            else replacement = Text((PyStr)given.Ref!);
            return true;
        }

        public override bool TryDecode(
            string encoding, string reason, ReadOnlySpan<byte> input, int start, int end, out TextValue replacement, out int next, out byte[]? newInput, out bool raised)
        {
            raised = false;
            var original = input.ToArray();
            var current = original;
            var (given, position) = ErrorHandlers.CallDecode(name, encoding, ref current, start, end, reason);
            newInput = ReferenceEquals(current, original) ? null : current;
            next = position;
            replacement = Text(given);
            return true;
        }
    }
}
