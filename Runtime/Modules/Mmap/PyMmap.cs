using TieredPy.Runtime.Modules.Posix;
using TieredPy.Runtime.Objects.Arguments;

namespace TieredPy.Runtime.Modules.Mmap;

/// <summary>mmap.mmap: a file, or anonymous memory, as a sequence of bytes with a position.</summary>
[PyType("mmap.mmap", Weakrefable = true, Match = "sequence", Doc = "mmap(fileno, length[, flags[, prot[, access[, offset[, trackfd]]]]])\n\nMaps length bytes from the file specified by the file descriptor fileno,\nand returns a mmap object.  If length is larger than the current size\nof the file, the file is extended to contain length bytes.  If length is\n0, the maximum length of the map is the current size of the file, except\nthat if the file is empty Windows raises an exception (you cannot create\nan empty mapping on Windows).")]
internal unsafe partial class PyMmap : PyObject, IPyBuffer
{
    private const int Default = 0, Read = 1, Write = 2, Copy = 3;

    private FinalizerToken? token;
    private byte* data;
    private long size, position, offset;
    private int exports, access, fd = -1;
    private bool open, trackFd = true;

    internal PyMmap(Shape shape) : base(shape) => token = FinalizerToken.OfNative(this);

    [PyNew]
    private static Value New(PyType cls, [Kw] int fileno, [Kw] long length, [Kw] int flags = 1, [Kw] int prot = 3, [Kw] int access = 0, [Kw] long offset = 0, [KwOnly, Kw] bool trackfd = true)
    {
        if (length < 0) throw Err.OverflowError("memory mapped length must be positive");
        if (offset < 0) throw Err.OverflowError("memory mapped offset must be positive");
        if (access != Default && (flags != 1 || prot != 3)) throw Err.ValueError("mmap can't specify both access and flags, prot.");
        switch (access)
        {
            case Read:
                (flags, prot) = (1, 1);
                break;
            case Write:
                (flags, prot) = (1, 3);
                break;
            case Copy:
                (flags, prot) = (2, 3);
                break;
            case Default:
                access = (prot & 3) switch { 3 => Default, 2 => Write, _ => Read };
                break;
            default:
                throw Err.ValueError("mmap invalid access parameter.");
        }
        if (fileno != -1)
        {
            StatX s;
            byte none = 0;
            if (Libc.statx(fileno, &none, 0x1000, 0x7FF, &s) == 0 && s.IsRegular)
            {
                if (length == 0)
                {
                    if (s.Size == 0) throw Err.ValueError("cannot mmap an empty file");
                    if (offset >= s.Size) throw Err.ValueError("mmap offset is greater than file size");
                    length = s.Size - offset;
                }
                else if (offset > s.Size || s.Size - offset < length) throw Err.ValueError("mmap length is greater than file size");
            }
        }
        else flags |= 0x20;
        if (length > int.MaxValue) throw Err.OverflowError("mmap length is too large for this implementation");
        var m = Allocate(cls);
        m.trackFd = trackfd;
        m.access = access;
        m.offset = offset;
        m.size = length;
        if (fileno != -1 && trackfd)
        {
            m.fd = Libc.fcntl(fileno, 1030, 0);
            if (m.fd < 0) throw OsErrors.Last();
        }
        nint at = MappingLibc.mmap(0, (nint)length, prot, flags, fileno, offset);
        if (at == -1)
        {
            var e = OsErrors.Last();
            if (m.fd >= 0) _ = Libc.close(m.fd);
            m.fd = -1;
            throw e;
        }
        m.data = (byte*)at;
        m.open = true;
        return new Value(m);
    }

    private void CheckOpen()
    {
        if (!open) throw Err.ValueError("mmap closed or invalid");
    }

    private void CheckWritable()
    {
        if (access == Read) throw Err.TypeError("mmap can't modify a readonly memory map.");
    }

    private void CheckResizable()
    {
        if (exports > 0) throw Err.BufferError("mmap can't resize with extant buffers exported.");
        if (!trackFd) throw Err.ValueError("mmap can't resize with trackfd=False.");
        if (access is not (Write or Default)) throw Err.TypeError("mmap can't resize a readonly or copy-on-write memory map.");
    }

    private Span<byte> Bytes
    {
        get
        {
            CheckOpen();
            return new Span<byte>(data, (int)size);
        }
    }

    public BufferInfo GetBuffer()
    {
        CheckOpen();
        exports++;
        return new BufferInfo { Memory = new MappedMemory(data, (int)size).Memory, Owner = this, ReadOnly = access == Read };
    }

    public void ReleaseBuffer() => exports--;

    [PyMethod("close")]
    private void Close()
    {
        if (exports > 0) throw Err.BufferError("cannot close exported pointers exist");
        if (!open) return;
        open = false;
        if (fd >= 0) _ = Libc.close(fd);
        fd = -1;
        if (data != null) _ = MappingLibc.munmap((nint)data, (nint)size);
        data = null;
    }

    public override void Del()
    {
        exports = 0;
        Close();
    }

    [PyGetter("closed")] private bool Closed => !open;

    [PyMethod("__enter__")]
    private Value Enter()
    {
        CheckOpen();
        return new Value(this);
    }

    [PyMethod("__exit__")] private void Exit([StarArgs] ReadOnlySpan<Value> args) => Close();

    public override long Len()
    {
        CheckOpen();
        return size;
    }

    public override Value GetItem(Value key)
    {
        CheckOpen();
        if (Ops.HasIndex(key))
        {
            long i = Ops.AsIndex(key);
            if (i < 0) i += size;
            return i >= 0 && i < size ? Value.Int(Bytes[(int)i]) : throw Err.IndexError("mmap index out of range");
        }
        if (key.Ref is not PySlice s) throw Err.TypeError("mmap indices must be integers");
        s.Indices(size, out long start, out _, out long step, out long count);
        var to = new byte[count];
        for (long k = 0; k < count; k++) to[k] = Bytes[(int)(start + k * step)];
        return new Value(PyBytes.Make(to));
    }

    public override void SetItem(Value key, Value value)
    {
        CheckOpen();
        CheckWritable();
        if (Ops.HasIndex(key))
        {
            long i = Ops.AsIndex(key);
            if (i < 0) i += size;
            if (i < 0 || i >= size) throw Err.IndexError("mmap index out of range");
            if (!Ops.HasIndex(value)) throw Err.TypeError("mmap item value must be an int");
            long b = Ops.AsLong(value);
            if (b is < 0 or > 255) throw Err.ValueError("mmap item value must be in range(0, 256)");
            Bytes[(int)i] = (byte)b;
            return;
        }
        if (key.Ref is not PySlice s) throw Err.TypeError("mmap indices must be integer");
        s.Indices(size, out long start, out _, out long step, out long count);
        var from = Buffers.Get(value);
        if (from.Length != count) throw Err.IndexError("mmap slice assignment is wrong size");
        for (long k = 0; k < count; k++) Bytes[(int)(start + k * step)] = from[(int)k];
    }

    public override void DelItem(Value key)
    {
        CheckOpen();
        throw Err.TypeError(key.Ref is PySlice ? "mmap object doesn't support slice deletion" : "mmap object doesn't support item deletion");
    }

    [PyMethod("read")]
    private Value ReadMethod([OptNone] Value n)
    {
        CheckOpen();
        long count = n.IsNone ? -1 : Ops.HasIndex(n) ? Ops.AsIndexClamped(n) : throw Err.TypeError($"argument should be integer or None, not '{Ops.TypeName(n)}'");
        long rest = Math.Max(0, size - position);
        if (count < 0 || count > rest) count = rest;
        var got = Bytes.Slice((int)Math.Min(position, size), (int)count).ToArray();
        position += count;
        return new Value(PyBytes.Make(got));
    }

    [PyMethod("read_byte")]
    private long ReadByte()
    {
        CheckOpen();
        return position < size ? Bytes[(int)position++] : throw Err.ValueError("read byte out of range");
    }

    [PyMethod("readline")]
    private Value ReadLine()
    {
        CheckOpen();
        var rest = Bytes[(int)Math.Min(position, size)..];
        int end = rest.IndexOf((byte)'\n');
        var line = end < 0 ? rest : rest[..(end + 1)];
        position += line.Length;
        return new Value(PyBytes.Make(line.ToArray()));
    }

    [PyMethod("write")]
    private long WriteMethod(Value bytes)
    {
        var from = Buffers.Get(bytes);
        CheckOpen();
        CheckWritable();
        if (position > size || size - position < from.Length) throw Err.ValueError("data out of range");
        from.CopyTo(Bytes[(int)position..]);
        position += from.Length;
        return from.Length;
    }

    [PyMethod("write_byte")]
    private void WriteByte(long value)
    {
        if (value is < 0 or > 255) throw Err.OverflowError(value < 0 ? "unsigned byte integer is less than minimum" : "unsigned byte integer is greater than maximum");
        CheckOpen();
        CheckWritable();
        if (position >= size) throw Err.ValueError("write byte out of range");
        Bytes[(int)position++] = (byte)value;
    }

    private Value Search(Value sub, Value start, Value end, bool last)
    {
        CheckOpen();
        long from = start.IsMissingOrNone ? last ? 0 : position : Ops.AsIndexClamped(start);
        if (start.IsMissingOrNone && last) from = position;
        long to = end.IsMissingOrNone ? size : Ops.AsIndexClamped(end);
        var what = Buffers.Get(sub);
        if (from < 0) from = Math.Max(0, from + size);
        if (to < 0) to = Math.Max(0, to + size);
        from = Math.Min(from, size);
        to = Math.Min(to, size);
        if (to - from < what.Length || to < from) return Value.Int(-1);
        var range = Bytes[(int)from..(int)to];
        int at = last ? range.LastIndexOf(what) : range.IndexOf(what);
        return Value.Int(at < 0 ? -1 : from + at);
    }

    [PyMethod("find")] private Value Find(Value sub, [Opt] Value start, [Opt] Value end) => Search(sub, start, end, false);

    [PyMethod("rfind")] private Value RFind(Value sub, [Opt] Value start, [Opt] Value end) => Search(sub, start, end, true);

    [PyMethod("flush")]
    private void Flush(long offset = 0, [Opt] Value size = default)
    {
        CheckOpen();
        long length = size.IsMissing ? this.size - offset : Ops.AsLong(size);
        if (length + offset > this.size || length < 0 || offset < 0) throw Err.ValueError("flush values out of range");
        if (access is Read or Copy) return;
        if (MappingLibc.msync((nint)(data + offset), (nint)length, 4) != 0) throw OsErrors.Last();
    }

    [PyMethod("madvise")]
    private void MAdvise(int option, [Opt] Value start = default, [Opt] Value length = default)
    {
        CheckOpen();
        long from = start.IsMissing ? 0 : Ops.AsLong(start), count = length.IsMissing ? size : Ops.AsLong(length);
        if (from < 0 || from >= size) throw Err.ValueError("madvise start out of bounds");
        if (count < 0) throw Err.ValueError("madvise length invalid");
        if (long.MaxValue - from < count) throw Err.OverflowError("madvise length too large");
        count = Math.Min(count, size - from);
        if (MappingLibc.madvise((nint)(data + from), (nint)count, option) != 0) throw OsErrors.Last();
    }

    [PyMethod("move")]
    private void Move(long dest, long src, long count)
    {
        CheckOpen();
        CheckWritable();
        if (dest < 0 || src < 0 || count < 0 || size - dest < count || size - src < count) throw Err.ValueError("source, destination, or count out of range");
        Bytes.Slice((int)src, (int)count).CopyTo(Bytes[(int)dest..]);
    }

    [PyMethod("resize")]
    private void Resize(long newsize)
    {
        CheckOpen();
        CheckResizable();
        if (newsize < 0 || newsize > int.MaxValue || long.MaxValue - newsize < offset) throw Err.ValueError("new size out of range");
        if (fd >= 0 && Libc.ftruncate(fd, offset + newsize) < 0) throw OsErrors.Last();
        nint at = MappingLibc.mremap((nint)data, (nint)size, (nint)newsize, 1);
        if (at == -1) throw OsErrors.Last();
        data = (byte*)at;
        size = newsize;
    }

    [PyMethod("seek")]
    private long Seek(long pos, int whence = 0)
    {
        CheckOpen();
        long at = whence switch
        {
            0 => pos,
            1 => position + pos,
            2 => size + pos,
            _ => throw Err.ValueError("unknown seek type"),
        };
        if (at < 0 || at > size) throw Err.ValueError("seek out of range");
        return position = at;
    }

    [PyMethod("seekable")] private bool Seekable() => true;

    [PyMethod("tell")]
    private long Tell()
    {
        CheckOpen();
        return position;
    }

    [PyMethod("size")]
    private long Size()
    {
        CheckOpen();
        if (fd < 0) return trackFd || size > 0 ? size : throw Err.ValueError("can't get size with trackfd=False");
        StatX s;
        byte none = 0;
        return Libc.statx(fd, &none, 0x1000, 0x7FF, &s) == 0 ? s.Size : throw OsErrors.Last();
    }

    [PyMethod("__sizeof__")] private long SizeOf() => 64;

    public override Value Repr()
    {
        if (!open) return Value.Str($"<{Type.Module}.{Type.QualName} closed=True>");
        string name = access switch { Read => "ACCESS_READ", Write => "ACCESS_WRITE", Copy => "ACCESS_COPY", _ => "ACCESS_DEFAULT" };
        return Value.Str($"<{Type.Module}.{Type.QualName} closed=False, access={name}, length={size}, pos={position}, offset={offset}>");
    }
}
