namespace TieredPy.Runtime.Modules.Ssl;

/// <summary>A password, or the callable that gives it, for OpenSSL's decoding of private keys.</summary>
internal sealed unsafe class SslPassword : IDisposable
{
    private readonly Value callable = Value.Missing;
    private readonly GCHandle self;
    private byte[] password = [];

    public SslPassword(Value given)
    {
        if (Ops.Callable(given)) callable = given;
        else password = Bytes(given, "password should be a string or callable");
        self = GCHandle.Alloc(this);
    }

    /// <summary>What asking raised.</summary>
    public PyBaseException? Error { get; private set; }

    /// <summary>The user data of the callback.</summary>
    public nint Pointer => GCHandle.ToIntPtr(self);

    public static nint Callback => (nint)(delegate* unmanaged<byte*, int, int, nint, int>)&Give;

    public void Dispose() => self.Free();

    private static byte[] Bytes(Value v, string message) => v.Ref switch
    {
        PyStr s => Encodings.Utf8(s, "strict").Data,
        PyBytes or PyByteArray => Buffers.Get(v).ToArray(),
        _ => throw Err.TypeError(message),
    };

    private int Write(byte* to, int size)
    {
        // Asked again after a failure, OpenSSL gets the same answer.
        if (Error != null) return -1;
        bool ok = SslCallbacks.Run(() =>
        {
            if (!callable.IsMissing) password = Bytes(Ops.Call(callable), "password callback must return a string");
            if (password.Length > size) throw Err.ValueError($"password cannot be longer than {size} bytes");
        }, out var error);
        Error = error;
        if (!ok) return -1;
        password.CopyTo(new Span<byte>(to, size));
        return password.Length;
    }

    [UnmanagedCallersOnly]
    private static int Give(byte* to, int size, int writing, nint data) => ((SslPassword)GCHandle.FromIntPtr(data).Target!).Write(to, size);
}
