using static TieredPy.Runtime.Modules.Ssl.SslNative;

namespace TieredPy.Runtime.Modules.Ssl;

/// <summary>_ssl.SSLSession: what a client keeps to take a connection up again.</summary>
[PyType("_ssl.SSLSession", Subclassable = false, NoConstructor = true)]
internal sealed unsafe partial class PySslSession : PyObject
{
    internal PySslSession(SessionHandle handle, PySslContext context) : base(TypeObject.RootShape)
    {
        Handle = handle;
        Context = context;
    }

    internal SessionHandle Handle { get; }

    internal PySslContext Context { get; }

    [PyGetter("has_ticket", Doc = "Does the session contain a ticket?")] private bool HasTicket => SSL_SESSION_has_ticket(Handle) != 0;

    [PyGetter("id", Doc = "Session id")] private PyBytes Id => PyBytes.Make(Identity());

    [PyGetter("ticket_lifetime_hint", Doc = "Ticket life time hint.")] private Value TicketLifetimeHint => Value.Big(SSL_SESSION_get_ticket_lifetime_hint(Handle));

    [PyGetter("time", Doc = "Session creation time (seconds since epoch).")] private long Time => SSL_SESSION_get_time(Handle);

    [PyGetter("timeout", Doc = "Session timeout (delta in seconds).")] private long Timeout => SSL_SESSION_get_timeout(Handle);

    public override Value Compare(CmpOp op, Value other)
    {
        if (other.Ref is not PySslSession s || op is not (CmpOp.Eq or CmpOp.Ne)) return Value.NotImplemented;
        bool equal = ReferenceEquals(s, this) || s.Identity().AsSpan().SequenceEqual(Identity());
        return Value.Bool(equal == (op == CmpOp.Eq));
    }

    private byte[] Identity()
    {
        uint length;
        byte* id = SSL_SESSION_get_id(Handle, &length);
        return new ReadOnlySpan<byte>(id, (int)length).ToArray();
    }
}
