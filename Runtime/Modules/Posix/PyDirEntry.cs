namespace TieredPy.Runtime.Modules.Posix;

/// <summary>os.DirEntry: what scandir found.</summary>
[PyType("posix.DirEntry", Subclassable = false, NoConstructor = true)]
internal sealed unsafe partial class PyDirEntry : PyObject
{
    private const int Unknown = 0, Directory = 4, Regular = 8, Link = 10;

    private readonly Value name, path;
    private readonly byte kind;
    private readonly ulong inode;
    private readonly int dir;
    private PyObject? stat, lstat;

    internal PyDirEntry(Value name, Value path, byte kind, ulong inode, int dir) : base(TypeObject.RootShape)
    {
        this.name = name;
        this.path = path;
        this.kind = kind;
        this.inode = inode;
        this.dir = dir;
    }

    [PyMember("name", Doc = "the entry's base filename, relative to scandir() \"path\" argument")] private Value Name => name;

    [PyMember("path", Doc = "the entry's full path name; equivalent to os.path.join(scandir_path, entry.name)")] private Value Path => path;

    [PyMethod("inode")] private Value Inode() => Value.Big(inode);

    [PyMethod("__fspath__")] private Value FsPath() => path;

    [PyMethod("stat")]
    private Value Stat([Kw("follow_symlinks"), KwOnly] bool follow = true)
    {
        ref var cache = ref follow && kind is Link or Unknown ? ref stat : ref lstat;
        if (cache == null)
        {
            var p = OsPath.Of(dir >= 0 ? name : path, "stat");
            cache = PosixModule.StatOf(p, dir >= 0 ? dir : -100, follow && kind is Link or Unknown && follow).Ref;
        }
        return new Value(cache!);
    }

    private bool Is(bool follow, int wanted)
    {
        if (kind != Unknown && !(follow && kind == Link)) return kind == wanted;
        try
        {
            var st = (PyTuple)Stat(follow).Ref!;
            return (st[0].Bits & 0xF000) == wanted << 12;
        }
        catch (PyException e) when (e.Is(ExcTypes.FileNotFoundError))
        {
            return false;
        }
    }

    [PyMethod("is_dir")] private bool IsDir([Kw("follow_symlinks"), KwOnly] bool follow = true) => Is(follow, Directory);

    [PyMethod("is_file")] private bool IsFile([Kw("follow_symlinks"), KwOnly] bool follow = true) => Is(follow, Regular);

    [PyMethod("is_symlink")] private bool IsSymLink() => kind == Unknown ? Is(false, Link) : kind == Link;

    [PyMethod("is_junction")] private bool IsJunction() => false;

    [PyClassMethod("__class_getitem__", Doc = "See PEP 585")]
    private static Value ClassGetItem(PyType cls, Value @object) => new(new PyGenericAlias(new Value(cls), @object));

    public override Value Repr() => new(PyStr.Of($"<DirEntry {Ops.Repr(name)}>"));
}

/// <summary>What os.scandir returns.</summary>
[PyType("posix.ScandirIterator", Subclassable = false, NoConstructor = true)]
internal sealed unsafe partial class PyScandirIterator : PyObject
{
    private readonly OsPath path;
    private readonly byte[] prefix;
    private nint dir;

    internal PyScandirIterator(OsPath path, nint dir) : base(TypeObject.RootShape)
    {
        this.path = path;
        this.dir = dir;
        prefix = [];
        if (!path.IsFd && !path.Original.IsNone)
        {
            var name = path.Name[..^1];
            prefix = name.Length > 0 && name[^1] != '/' ? [.. name, (byte)'/'] : name;
        }
        else if (path.Original.IsNone) prefix = "./"u8.ToArray();
    }

    ~PyScandirIterator()
    {
        if (dir != 0) _ = Libc.closedir(dir);
    }

    public override Value Iter() => new(this);

    public override Value Next()
    {
        if (dir == 0) return Value.Done;
        while (true)
        {
            byte* entry = PosixModule.NextEntry(dir, path.Original);
            if (entry == null)
            {
                Close();
                return Value.Done;
            }
            var bytes = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(entry + 19);
            if (PosixModule.IsDots(bytes)) continue;
            var name = OsPath.Result(bytes, path.IsBytes);
            var full = path.IsFd ? name : OsPath.Result([.. prefix, .. bytes], path.IsBytes);
            return new Value(new PyDirEntry(name, full, entry[18], *(ulong*)entry, path.IsFd ? path.Fd : -1));
        }
    }

    [PyMethod("close")]
    private void Close()
    {
        nint d = dir;
        dir = 0;
        if (d == 0) return;
        if (path.IsFd) Libc.rewinddir(d);
        _ = Libc.closedir(d);
        GC.SuppressFinalize(this);
    }

    [PyMethod("__enter__")] private Value Enter() => new(this);

    [PyMethod("__exit__")] private void Exit([StarArgs] ReadOnlySpan<Value> args) => Close();
}
