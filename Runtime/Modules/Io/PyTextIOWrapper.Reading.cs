using TieredPy.Runtime.Objects.Arguments;

namespace TieredPy.Runtime.Modules.Io;

// Reading, and the positions of text: a position is that of the buffered stream, and how to get from there to the character by decoding again.
internal partial class PyTextIOWrapper
{
    /// <summary>Decoded text; what was taken of it.</summary>
    private PyStr decoded = PyStr.Empty;
    private int used;

    /// <summary>The decoder's state before, and all bytes that made, the decoded text. Null when positions cannot be told from it.</summary>
    private Snapshot? snapshot;

    private double bytesPerChar;

    private sealed record Snapshot(BigInteger Flags, byte[] Input);

    private void SetDecoded(PyStr text)
    {
        decoded = text;
        used = 0;
    }

    private PyStr TakeDecoded(long n)
    {
        int have = decoded.Length - used;
        int take = n < 0 || n > have ? have : (int)n;
        var s = take == decoded.Length ? decoded : decoded.Substring(used, take);
        used += take;
        return s;
    }

    private TextDecoder NeedDecoder() => decoder ?? throw IoErrors.Unsupported("not readable");

    /// <summary>Reads and decodes another chunk; false at the end. With a size: how many characters are wanted.</summary>
    private bool ReadChunk(long wanted = 0)
    {
        var d = NeedDecoder();
        BigInteger flags = 0;
        byte[] held = [];
        if (telling) (held, flags) = d.GetState();
        long size = chunkSize;
        if (wanted > 0) size = Math.Max(size, bytesPerChar > 0 ? (long)Math.Min(bytesPerChar * wanted, int.MaxValue / 2) : wanted);
        byte[] input = NextChunk(size);
        bool end = input.Length == 0;
        var text = d.Decode(input, end);
        SetDecoded(text);
        bytesPerChar = text.Length > 0 ? (double)input.Length / text.Length : 0;
        if (text.Length > 0) end = false;
        if (telling) snapshot = new Snapshot(flags, held.Length == 0 ? input : [.. held, .. input]);
        return !end;
    }

    private byte[] NextChunk(long size)
    {
        var b = Buffer;
        if (b.Ref is PyBufferedReader { IsPlain: true } reader) return reader.ReadChunk((int)Math.Min(size, 1 << 24));
        string method = hasRead1 ? "read1" : "read";
        var r = Ops.CallMethod(b, method, Value.Int(size));
        if (r.Ref is PyBytes bytes) return bytes.Data;
        if (!Buffers.Has(r)) throw Err.TypeError($"underlying {method}() should have returned a bytes-like object, not '{Ops.TypeName(r)}'");
        return Buffers.ToArray(r);
    }

    [PyMethod("read")]
    private Value Read([OptNone] Value size)
    {
        long n = Streams.Size(size);
        CheckOpen();
        var d = NeedDecoder();
        lock (gate)
        {
            WritePending();
            if (n < 0)
            {
                var raw = Ops.CallMethod(Buffer, "read");
                if (raw.IsNone) throw Err.Make(ExcTypes.BlockingIOError, Value.Int(Posix.OsErrors.EAGAIN), Value.Str("Read returned None."));
                if (!Buffers.Has(raw) || raw.Ref is PyStr) throw Err.TypeError($"underlying read() should have returned a bytes-like object, not '{Ops.TypeName(raw)}'");
                var rest = d.Decode(Buffers.ToArray(raw), true);
                var first = TakeDecoded(-1);
                snapshot = null;
                SetDecoded(PyStr.Empty);
                return new Value(Joined(first, rest));
            }
            var result = TakeDecoded(n);
            if (result.Length >= n) return new Value(result);
            var b = new PyStrBuilder((int)Math.Min(n, 8192));
            b.Append(result);
            while (b.Length < n)
            {
                if (!ReadChunk(n - b.Length)) break;
                b.Append(TakeDecoded(n - b.Length));
            }
            return new Value(b.ToStr());
        }
    }

    private static PyStr Joined(PyStr a, PyStr b)
    {
        if (a.Length == 0) return b;
        if (b.Length == 0) return a;
        var both = new PyStrBuilder(a.Length + b.Length);
        both.Append(a);
        both.Append(b);
        return both.ToStr();
    }

    [PyMethod("readline")]
    private Value ReadLine([Opt(Show = "-1")] Value size)
    {
        if (!size.IsMissingOrNone && !Ops.HasIndex(size)) throw Err.TypeError($"'{Ops.TypeName(size)}' object cannot be interpreted as an integer");
        long n = size.IsMissingOrNone ? -1 : Ops.AsSize(size);
        CheckOpen();
        lock (gate) return new Value(ReadLineText(n));
    }

    /// <summary>Where the first line in decoded text from <paramref name="start"/> ends; -1 when no line end is there.</summary>
    private int LineEnd(int start)
    {
        int n = decoded.Length;
        if (readTranslate || !readUniversal && readNewLine == "\n") return After(Find('\n', start));
        if (readUniversal)
        {
            for (int i = start; i < n; i++)
            {
                int c = decoded[i];
                if (c == '\n') return i + 1;
                if (c == '\r') return i + 1 < n && decoded[i + 1] == '\n' ? i + 2 : i + 1;
            }
            return -1;
        }
        if (readNewLine == "\r") return After(Find('\r', start));
        for (int i = Find('\r', start); i >= 0; i = Find('\r', i + 1))
            if (i + 1 < n && decoded[i + 1] == '\n') return i + 2;
        return -1;
    }

    private static int After(int i) => i < 0 ? -1 : i + 1;

    private int Find(char c, int start)
    {
        if (start >= decoded.Length) return -1;
        int i = decoded.IsWide ? decoded.WideSpan[start..].IndexOf(c) : decoded.Span[start..].IndexOf(c);
        return i < 0 ? -1 : start + i;
    }

    private PyStr ReadLineText(long limit)
    {
        WritePending();
        NeedDecoder();
        PyStrBuilder? line = null;
        while (true)
        {
            if (used >= decoded.Length)
            {
                bool more = true;
                while (used >= decoded.Length && (more = ReadChunk()))
                {
                }
                if (!more)
                {
                    SetDecoded(PyStr.Empty);
                    snapshot = null;
                    return line?.ToStr() ?? PyStr.Empty;
                }
            }
            int before = line?.Length ?? 0;
            // The \r of a \r\n that a chunk's end cuts in two is already in the line.
            if (readNewLine == "\r\n" && before > 0 && lastWasCr && decoded[used] == '\n')
            {
                line!.Append(TakeDecoded(1));
                return line.ToStr();
            }
            int end = LineEnd(used);
            long room = limit < 0 ? long.MaxValue : limit - before;
            int stop = end < 0 ? decoded.Length : end;
            bool enough = end >= 0;
            if (stop - used >= room)
            {
                stop = used + (int)room;
                enough = true;
            }
            var part = TakeDecoded(stop - used);
            if (enough && line == null) return part;
            (line ??= new PyStrBuilder(part.Length + 80)).Append(part);
            if (enough) return line.ToStr();
            lastWasCr = part.Length > 0 && part[part.Length - 1] == '\r';
        }
    }

    private bool lastWasCr;

    public override Value Next()
    {
        _ = Buffer;
        telling = false;
        PyStr line;
        if (IsPlain)
        {
            CheckOpen();
            lock (gate) line = ReadLineText(-1);
        }
        else
        {
            var r = Ops.CallMethod(Me, Streams.ReadLineName);
            line = r.Ref as PyStr ?? throw Err.OSError($"readline() should have returned a str object, not '{Ops.TypeName(r)}'");
        }
        if (line.Length > 0) return new Value(line);
        snapshot = null;
        telling = seekable;
        return Value.Done;
    }

    // Positions.

    private readonly record struct Cookie(long Start, BigInteger Flags, int Feed, int Skip, bool NeedEnd)
    {
        public Value Pack() => Value.Big(Start | Flags << 64 | (BigInteger)Feed << 96 | (BigInteger)Skip << 128 | (NeedEnd ? BigInteger.One << 160 : 0));

        public static Cookie Unpack(BigInteger v)
        {
            BigInteger Part(int shift, int bits) => v >> shift & ((BigInteger.One << bits) - 1);
            return new Cookie((long)Part(0, 64), Part(64, 32), (int)Part(96, 32), (int)Part(128, 32), !Part(160, 8).IsZero);
        }
    }

    [PyMethod("tell")]
    private static Value Tell(Value self)
    {
        var t = (PyTextIOWrapper)self.Ref!;
        t.CheckOpen();
        if (!t.seekable) throw IoErrors.Unsupported("underlying stream is not seekable");
        if (!t.telling) throw Err.OSError("telling position disabled by next() call");
        t.WritePendingLocked();
        Ops.CallMethod(self, Streams.FlushName);
        var at = Ops.CallMethod(t.Buffer, "tell");
        var d = t.decoder;
        if (d == null || t.snapshot == null) return at;
        return t.TellDecoded(d, Ops.AsLong(at), t.snapshot);
    }

    private Value TellDecoded(TextDecoder d, long position, Snapshot from)
    {
        var input = from.Input;
        position -= input.Length;
        int toSkip = used;
        if (toSkip == 0) return new Cookie(position, from.Flags, 0, 0, false).Pack();
        var saved = d.GetState();
        try
        {
            // Guess how many bytes made the characters taken, then go back until the decoder is at a clean point.
            int skipBytes = Math.Min(input.Length, (int)(bytesPerChar * toSkip)), skipBack = 1;
            var flags = from.Flags;
            while (true)
            {
                if (skipBytes <= 0)
                {
                    skipBytes = 0;
                    flags = from.Flags;
                    d.SetState([], flags);
                    break;
                }
                d.SetState([], from.Flags);
                int n = d.Decode(input[..skipBytes], false).Length;
                if (n <= toSkip)
                {
                    var (held, f) = d.GetState();
                    if (held.Length == 0)
                    {
                        flags = f;
                        toSkip -= n;
                        break;
                    }
                    skipBytes -= held.Length;
                    skipBack = 1;
                }
                else
                {
                    skipBytes -= skipBack;
                    skipBack *= 2;
                }
            }
            long start = position + skipBytes;
            var startFlags = flags;
            if (toSkip == 0) return new Cookie(start, startFlags, 0, 0, false).Pack();
            // Feed byte by byte to the character, remembering the last clean point.
            int feed = 0, chars = 0;
            bool end = true;
            for (int i = skipBytes; i < input.Length; i++)
            {
                feed++;
                chars += d.Decode([input[i]], false).Length;
                var (held, f) = d.GetState();
                if (held.Length == 0 && chars <= toSkip)
                {
                    start += feed;
                    toSkip -= chars;
                    startFlags = f;
                    feed = chars = 0;
                }
                if (chars >= toSkip)
                {
                    end = false;
                    break;
                }
            }
            if (end)
            {
                chars += d.Decode([], true).Length;
                if (chars < toSkip) throw Err.OSError("can't reconstruct logical file position");
            }
            return new Cookie(start, startFlags, feed, toSkip, end).Pack();
        }
        finally
        {
            d.SetState(saved.Held, saved.Flags);
        }
    }

    private void ResetEncoder(long position, bool start)
    {
        if (encoder == null) return;
        if (start && position == 0) Ops.CallMethod(Value.FromHeap(encoder), "reset");
        else Ops.CallMethod(Value.FromHeap(encoder), "setstate", Value.Int(0));
    }

    [PyMethod("seek")]
    private static Value Seek(Value self, Value cookie, int whence = 0)
    {
        var t = (PyTextIOWrapper)self.Ref!;
        t.CheckOpen();
        if (!t.seekable) throw IoErrors.Unsupported("underlying stream is not seekable");
        switch (whence)
        {
            case 1:
                if (!Ops.Eq(cookie, Value.Int(0))) throw IoErrors.Unsupported("can't do nonzero cur-relative seeks");
                cookie = Ops.CallMethod(self, "tell");
                break;
            case 2:
                if (!Ops.Eq(cookie, Value.Int(0))) throw IoErrors.Unsupported("can't do nonzero end-relative seeks");
                Ops.CallMethod(self, Streams.FlushName);
                t.SetDecoded(PyStr.Empty);
                t.snapshot = null;
                t.decoder?.Reset();
                var end = Ops.CallMethod(t.Buffer, "seek", Value.Int(0), Value.Int(2));
                t.ResetEncoder(Ops.AsLong(end), true);
                return end;
            case 0:
                break;
            default:
                throw Err.ValueError($"invalid whence ({whence}, should be 0, 1 or 2)");
        }
        if (!Ops.HasIndex(cookie)) throw Err.TypeError($"'{Ops.TypeName(cookie)}' object cannot be interpreted as an integer");
        var number = Args.Big(cookie);
        if (number.Sign < 0) throw Err.ValueError($"negative seek position {Ops.Repr(cookie)}");
        Ops.CallMethod(self, Streams.FlushName);
        var c = Cookie.Unpack(number);
        Ops.CallMethod(t.Buffer, "seek", Value.Int(c.Start));
        t.SetDecoded(PyStr.Empty);
        t.snapshot = null;
        if (t.decoder is { } d)
        {
            if (c.Start == 0 && c.Flags.IsZero) d.Reset();
            else d.SetState([], c.Flags);
            t.snapshot = c.Start == 0 && c.Flags.IsZero && c.Skip == 0 ? null : new Snapshot(c.Flags, []);
            if (c.Skip > 0)
            {
                var read = Ops.CallMethod(t.Buffer, "read", Value.Int(c.Feed));
                if (read.Ref is not PyBytes input) throw Err.TypeError($"underlying read() should have returned a bytes object, not '{Ops.TypeName(read)}'");
                t.snapshot = new Snapshot(c.Flags, input.Data);
                t.SetDecoded(d.Decode(input.Data, c.NeedEnd));
                if (t.decoded.Length < c.Skip) throw Err.OSError("can't restore logical file position");
                t.used = c.Skip;
            }
        }
        t.ResetEncoder(c.Start, c.Flags.IsZero && c.Skip == 0);
        return cookie;
    }

    [PyMethod("truncate")]
    private static Value Truncate(Value self, [OptNone] Value pos)
    {
        var t = (PyTextIOWrapper)self.Ref!;
        Ops.CallMethod(self, Streams.FlushName);
        if (!pos.IsNone) return Ops.CallMethod(t.Buffer, "truncate", pos);
        return Ops.CallMethod(t.Buffer, "truncate", Ops.CallMethod(self, "tell"));
    }
}
