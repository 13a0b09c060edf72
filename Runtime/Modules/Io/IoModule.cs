namespace TieredPy.Runtime.Modules.Io;

/// <summary>_io: streams, and <c>open</c>.</summary>
[PyModule("_io", Doc = "The io module provides the Python interfaces to stream handling.",
    Types = [typeof(PyIOBase), typeof(PyRawIOBase), typeof(PyBufferedIOBase), typeof(PyTextIOBase), typeof(PyFileIO), typeof(PyBytesIO), typeof(PyStringIO),
        typeof(PyBufferedReader), typeof(PyBufferedWriter), typeof(PyBufferedRandom), typeof(PyBufferedRWPair), typeof(PyTextIOWrapper), typeof(PyIncrementalNewlineDecoder)])]
internal static partial class IoModule
{
    public const int DefaultBufferSize = 8192;

    /// <summary>locale.getencoding(): text is UTF-8 on every Linux that .NET runs on.</summary>
    public static string DefaultEncoding => RuntimeOptions.Current.Utf8Mode ? "utf-8" : "UTF-8";

    [PyModuleInit]
    private static void Init(PyModule m)
    {
        m.Dict.Set(PyStr.Intern("DEFAULT_BUFFER_SIZE"), Value.Int(DefaultBufferSize));
        m.Dict.Set(PyStr.Intern("UnsupportedOperation"), new Value(IoErrors.UnsupportedOperation));
        m.Dict.Set(PyStr.Intern("BlockingIOError"), new Value(ExcTypes.BlockingIOError));
    }

    [PyFunction("open", Signature = "($module, /, file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)", Doc = "Open file and return a stream.  Raise OSError upon failure.")]
    internal static Value Open([Kw] Value file, [Kw] string mode = "r", [Kw] int buffering = -1, [Kw, OptNone] Value encoding = default, [Kw, OptNone] Value errors = default, [Kw, OptNone] Value newline = default, [Kw] bool closefd = true, [Kw, OptNone] Value opener = default)
    {
        if (encoding.IsInt) encoding = Value.None;
        if (errors.IsInt) errors = Value.None;
        if (newline.IsInt) newline = Value.None;
        if (opener.IsInt) opener = Value.None;
        if (!encoding.IsNone && encoding.Ref is not PyStr) throw Err.TypeError($"open() argument 'encoding' must be str or None, not {Ops.TypeName(encoding)}");
        if (!errors.IsNone && errors.Ref is not PyStr) throw Err.TypeError($"open() argument 'errors' must be str or None, not {Ops.TypeName(errors)}");
        if (!newline.IsNone && newline.Ref is not PyStr) throw Err.TypeError($"open() argument 'newline' must be str or None, not {Ops.TypeName(newline)}");
        if (file.Ref is PyStr or PyBytes || !Ops.HasIndex(file)) file = FsPath(file);
        bool creating = false, reading = false, writing = false, appending = false, updating = false, text = false, binary = false;
        foreach (char c in mode)
        {
            ref bool flag = ref updating;
            switch (c)
            {
                case 'x': flag = ref creating; break;
                case 'r': flag = ref reading; break;
                case 'w': flag = ref writing; break;
                case 'a': flag = ref appending; break;
                case '+': break;
                case 't': flag = ref text; break;
                case 'b': flag = ref binary; break;
                default: throw Err.ValueError($"invalid mode: '{mode}'");
            }
            if (flag) throw Err.ValueError($"invalid mode: '{mode}'");
            flag = true;
        }
        string rawMode = (creating ? "x" : "") + (reading ? "r" : "") + (writing ? "w" : "") + (appending ? "a" : "") + (updating ? "+" : "");
        if (text && binary) throw Err.ValueError("can't have text and binary mode at once");
        int kinds = (creating ? 1 : 0) + (reading ? 1 : 0) + (writing ? 1 : 0) + (appending ? 1 : 0);
        if (kinds > 1) throw Err.ValueError("must have exactly one of create/read/write/append mode");
        if (kinds == 0) throw Err.ValueError("Must have exactly one of create/read/write/append mode and at most one plus");
        if (binary && !encoding.IsNone) throw Err.ValueError("binary mode doesn't take an encoding argument");
        if (binary && !errors.IsNone) throw Err.ValueError("binary mode doesn't take an errors argument");
        if (binary && !newline.IsNone) throw Err.ValueError("binary mode doesn't take a newline argument");
        if (binary && buffering == 1)
            Warnings.Warn(ExcTypes.RuntimeWarning, "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used");

        var raw = PyFileIO.Open(file, rawMode, closefd, opener);
        var result = new Value(raw);
        try
        {
            bool tty = buffering < 0 && Posix.Libc.isatty(raw.Fd) != 0;
            bool lines = buffering == 1 || tty;
            if (buffering == 1) buffering = -1;
            if (tty && !binary) buffering = -1;
            if (buffering < 0) buffering = (int)Math.Clamp(raw.BlockSizeHint, 1, 1 << 24);
            if (buffering == 0)
            {
                if (!binary) throw Err.ValueError("can't have unbuffered text I/O");
                return result;
            }
            if (updating) result = new Value(PyBufferedRandom.Over(result, buffering));
            else if (creating || writing || appending) result = new Value(PyBufferedWriter.Over(result, buffering));
            else result = new Value(PyBufferedReader.Over(result, buffering));
            if (binary)
            {
                if (!reading && raw.Identity is { } written) UnfinishedWriters.Add(written, result.Ref!);
                return result;
            }
            result = new Value(PyTextIOWrapper.Over(result, encoding, errors, newline, lines));
            Ops.SetAttr(result, "mode", Value.Str(mode));
            if (!reading && raw.Identity is { } id) UnfinishedWriters.Add(id, result.Ref!);
            return result;
        }
        catch (PyException)
        {
            Streams.Both(() => Ops.CallMethod(result, "close"), () => { });
            throw;
        }
    }

    private static Value FsPath(Value v)
    {
        if (v.Ref is PyStr or PyBytes) return v;
        if (v.IsFloat || v.IsNone || !Ops.LookupSpecial(v, Slot.Fspath, out _))
            throw Err.TypeError($"expected str, bytes or os.PathLike object, not {v.Type.Name}");
        return Ops.Fspath(v);
    }

    [PyFunction("open_code", Doc = "Opens the provided file with the intent to import the contents.\n\nThis may perform extra validation beyond open(), but is otherwise interchangeable\nwith calling open(path, 'rb').")]
    private static Value OpenCode([Kw] Value path)
    {
        if (path.Ref is not PyStr) throw Err.TypeError($"open_code() argument 'path' must be str, not {Ops.TypeName(path)}");
        return Open(path, "rb", -1, Value.None, Value.None, Value.None, true, Value.None);
    }

    [PyFunction("text_encoding", Doc = "A helper function to choose the text encoding.\n\nWhen encoding is not None, this function returns it.\nOtherwise, this function returns the default text encoding\n(i.e. \"locale\" or \"utf-8\" depends on UTF-8 mode).")]
    private static Value TextEncoding(Value encoding, int stacklevel = 2)
    {
        if (!encoding.IsMissingOrNone) return encoding;
        if (RuntimeOptions.Current.WarnDefaultEncoding) Warnings.Warn(ExcTypes.EncodingWarning, "'encoding' argument not specified", null, stacklevel);
        return Value.Str(RuntimeOptions.Current.Utf8Mode ? "utf-8" : "locale");
    }
}
