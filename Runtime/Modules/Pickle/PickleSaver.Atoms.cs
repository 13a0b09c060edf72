using System.Globalization;

namespace TieredPy.Runtime.Modules.Pickle;

/// <content>Numbers, strings and bytes.</content>
internal sealed partial class PickleSaver
{
    private bool SaveSingleton(PyObject o)
    {
        if (o == PyNone.Instance)
        {
            writer.Byte(PickleOp.None);
            return true;
        }
        if (o is not PyBool b) return false;
        if (protocol >= 2) writer.Byte(b == PyBool.True ? PickleOp.NewTrue : PickleOp.NewFalse);
        else writer.Line(PickleOp.Int, b == PyBool.True ? "01" : "00");
        return true;
    }

    private void SaveInt(long i)
    {
        if (i != (int)i)
        {
            SaveLong(i);
            return;
        }
        if (!Binary) writer.Line(PickleOp.Int, i.ToString(CultureInfo.InvariantCulture));
        else if ((ulong)i <= 0xff) writer.Bytes(PickleOp.BinInt1, (byte)i);
        else if ((ulong)i <= 0xffff) writer.Op2(PickleOp.BinInt2, (int)i);
        else writer.Op4(PickleOp.BinInt, (int)i);
    }

    private void SaveLong(long i)
    {
        if (protocol < 2)
        {
            writer.Line(PickleOp.Long, i.ToString(CultureInfo.InvariantCulture) + "L");
            return;
        }
        Span<byte> bytes = stackalloc byte[10];
        bytes[0] = PickleOp.Long1;
        System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(bytes[2..], i);
        int n = 8;
        byte sign = (byte)(i < 0 ? 0xff : 0);
        while (n > 1 && bytes[n + 1] == sign && (bytes[n] & 0x80) == (sign & 0x80)) n--;
        bytes[1] = (byte)n;
        writer.Bytes(bytes[..(n + 2)]);
    }

    private void SaveBig(BigInteger big)
    {
        if (protocol < 2)
        {
            writer.Line(PickleOp.Long, IntOps.ToDecimal(big) + "L");
            return;
        }
        var bytes = big.ToByteArray();
        if (bytes.Length < 256) writer.Bytes(PickleOp.Long1, (byte)bytes.Length);
        else writer.Op4(PickleOp.Long4, bytes.Length);
        writer.Bytes(bytes);
    }

    private void SaveFloat(double d)
    {
        if (Binary) writer.Double(d);
        else writer.Line(PickleOp.Float, Numbers.FloatFormat.Repr(d));
    }

    private void SaveStr(PyStr s)
    {
        if (!Binary)
        {
            writer.Line(PickleOp.Unicode, RawUnicodeEscape(s));
            Memoize(s);
            return;
        }
        if (protocol >= 4 && s.Length < 256 && !s.IsWide && writer.TryShortAscii(PickleOp.ShortBinUnicode, s.Span))
        {
            Memoize(s);
            return;
        }
        var bytes = Encodings.Utf8(s, "surrogatepass").Data;
        WriteSized(protocol >= 4 ? PickleOp.ShortBinUnicode : (byte)0, PickleOp.BinUnicode, bytes, Value.Missing);
        Memoize(s);
    }

    private void WriteSized(byte shortOp, byte op, ReadOnlySpan<byte> bytes, Value payload)
    {
        Span<byte> header = stackalloc byte[5];
        if (shortOp != 0 && bytes.Length < 256)
        {
            header[0] = shortOp;
            header[1] = (byte)bytes.Length;
            header = header[..2];
        }
        else
        {
            header[0] = op;
            System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(header[1..], bytes.Length);
        }
        writer.Payload(header, bytes, payload);
    }

    // Each code point above Latin-1, and what would end the line or be an escape, as \u or \U.
    private static string RawUnicodeEscape(PyStr s)
    {
        var text = new System.Text.StringBuilder(s.Length);
        for (int i = 0; i < s.Length; i++)
        {
            int c = s[i];
            if (c >= 0x10000) text.Append("\\U").Append(c.ToString("x8", CultureInfo.InvariantCulture));
            else if (c >= 256 || c is '\\' or 0 or '\n' or '\r' or 0x1a) text.Append("\\u").Append(c.ToString("x4", CultureInfo.InvariantCulture));
            else text.Append((char)c);
        }
        return text.ToString();
    }

    private void SaveBytes(PyBytes b)
    {
        if (protocol >= 3)
        {
            SaveBytesData(b, b.Data, new Value(b));
            return;
        }
        // Python 2 had no bytes: they are made by encoding text.
        PyTuple reduced;
        if (b.Data.Length == 0) reduced = new PyTuple(new Value(PyBytes.TypeObject), new Value(PyTuple.Empty));
        else
        {
            var text = new Value(PyStr.OfNarrow(System.Text.Encoding.Latin1.GetString(b.Data)));
            reduced = new PyTuple(PickleLibrary.CodecsEncode, new Value(new PyTuple(text, new Value(PyStr.Intern("latin1")))));
        }
        SaveReduce(reduced, new Value(b));
    }

    private void SaveBytesData(PyObject owner, ReadOnlySpan<byte> data, Value payload)
    {
        WriteSized(PickleOp.ShortBinBytes, PickleOp.BinBytes, data, payload);
        Memoize(owner);
    }

    private void SaveByteArray(PyByteArray a)
    {
        if (protocol >= 5)
        {
            SaveByteArrayData(a, a.AsSpan());
            return;
        }
        var args = a.AsSpan().IsEmpty ? PyTuple.Empty : new PyTuple(new Value(new PyBytes(a.AsSpan())));
        SaveReduce(new PyTuple(new Value(PyByteArray.TypeObject), new Value(args)), new Value(a));
    }

    private void SaveByteArrayData(PyObject owner, ReadOnlySpan<byte> data)
    {
        Span<byte> header = stackalloc byte[9];
        header[0] = PickleOp.ByteArray8;
        System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(header[1..], data.Length);
        writer.Payload(header, data, Value.Missing);
        Memoize(owner);
    }

    private void SaveBuffer(PyPickleBuffer buffer)
    {
        if (protocol < 5) throw Fail("PickleBuffer can only be pickled with protocol >= 5");
        var view = buffer.View;
        if (!MemoryLayout.IsContiguous(view) && !PyPickleBuffer.IsFortran(view))
            throw Fail("PickleBuffer can not be pickled when pointing to a non-contiguous buffer");
        bool inBand = bufferCallback.IsMissingOrNone || Ops.Truth(Ops.Call(bufferCallback, new Value(buffer)));
        if (inBand)
        {
            var bytes = PyPickleBuffer.Bytes(view);
            if (view.ReadOnly) SaveBytesData(buffer, bytes, Value.Missing);
            else SaveByteArrayData(buffer, bytes);
            return;
        }
        writer.Byte(PickleOp.NextBuffer);
        if (view.ReadOnly) writer.Byte(PickleOp.ReadOnlyBuffer);
    }
}
