using static TieredPy.Runtime.Modules.Ssl.SslNative;

namespace TieredPy.Runtime.Modules.Ssl;

// The end of a connection.
internal sealed unsafe partial class PySslSocket
{
    [PyMethod("shutdown", Doc = "Does the SSL shutdown handshake with the remote end.")]
    private Value Shutdown()
    {
        var s = Transport(2624);
        if (s is { Descriptor: < 0 }) throw SslErrors.At("Underlying socket connection gone", 2624);
        long deadline = DeadlineOf(s);
        int zeros = 0;
        while (true)
        {
            int result, error;
            lock (gate)
            {
                Begin();
                // What comes in clear after the end must be left to be read.
                if (shutdownSeenZero) SSL_set_read_ahead(Handle, 0);
                result = SSL_shutdown(Handle);
                error = result < 0 ? SSL_get_error(Handle, result) : ErrorNone;
                if (result < 0 && !IsWanting(error)) throw Failure(error, 2706);
            }
            if (result > 0) break;
            if (result == 0)
            {
                if (++zeros > 1) break;
                // What was sent is to be answered.
                shutdownSeenZero = true;
                continue;
            }
            switch (Await(s, error, deadline))
            {
                case Wait.TimedOut: throw Chained(Err.TimeoutError(error == ErrorWantRead ? "The read operation timed out" : "The write operation timed out"));
                case Wait.Closed or Wait.WithoutWaiting: throw Failure(error, 2706);
            }
        }
        RaiseCallbackError();
        return s == null ? Value.None : new Value(s);
    }
}
