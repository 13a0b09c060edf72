namespace TieredPy.Runtime.Modules.Posix;

/// <summary>The constants of the module select on Linux.</summary>
internal static class SelectConstants
{
    public static readonly (string Name, long Value)[] All =
    [
        ("PIPE_BUF", 4096), ("POLLIN", 1), ("POLLPRI", 2), ("POLLOUT", 4), ("POLLERR", 8), ("POLLHUP", 16), ("POLLNVAL", 32), ("POLLRDNORM", 64),
        ("POLLRDBAND", 128), ("POLLWRNORM", 256), ("POLLWRBAND", 512), ("POLLMSG", 1024), ("POLLRDHUP", 8192), ("EPOLLIN", 1), ("EPOLLOUT", 4),
        ("EPOLLPRI", 2), ("EPOLLERR", 8), ("EPOLLHUP", 16), ("EPOLLRDHUP", 8192), ("EPOLLET", 2147483648), ("EPOLLONESHOT", 1073741824),
        ("EPOLLEXCLUSIVE", 268435456), ("EPOLLRDNORM", 64), ("EPOLLRDBAND", 128), ("EPOLLWRNORM", 256), ("EPOLLWRBAND", 512), ("EPOLLMSG", 1024),
        ("EPOLL_CLOEXEC", 524288),
    ];

    /// <summary>Enters them into a module.</summary>
    public static void AddTo(PyModule m)
    {
        foreach (var (name, value) in All) m.Dict.Set(PyStr.Intern(name), Value.Int(value));
    }
}
