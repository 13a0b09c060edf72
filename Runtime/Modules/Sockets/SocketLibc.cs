namespace TieredPy.Runtime.Modules.Sockets;

/// <summary>The functions of the C library that sockets and the naming of hosts need.</summary>
internal static unsafe partial class SocketLibc
{
    private const string Library = "libc";

    public const int EAGAIN = 11, EBADF = 9, EISCONN = 106, EINPROGRESS = 115, ECONNRESET = 104, EINVAL = 22, EMSGSIZE = 90, ENOTSOCK = 88, EAFNOSUPPORT = 97, ENOPROTOOPT = 92;

    public static int Errno => Marshal.GetLastPInvokeError();

    [LibraryImport(Library, SetLastError = true)] public static partial int socket(int family, int type, int protocol);
    [LibraryImport(Library, SetLastError = true)] public static partial int socketpair(int family, int type, int protocol, int* fds);
    [LibraryImport(Library, SetLastError = true)] public static partial int bind(int fd, byte* address, uint length);
    [LibraryImport(Library, SetLastError = true)] public static partial int listen(int fd, int backlog);
    [LibraryImport(Library, SetLastError = true)] public static partial int accept4(int fd, byte* address, uint* length, int flags);
    [LibraryImport(Library, SetLastError = true)] public static partial int connect(int fd, byte* address, uint length);
    [LibraryImport(Library, SetLastError = true)] public static partial int shutdown(int fd, int how);
    [LibraryImport(Library, SetLastError = true)] public static partial int getsockname(int fd, byte* address, uint* length);
    [LibraryImport(Library, SetLastError = true)] public static partial int getpeername(int fd, byte* address, uint* length);
    [LibraryImport(Library, SetLastError = true)] public static partial int getsockopt(int fd, int level, int option, byte* value, uint* length);
    [LibraryImport(Library, SetLastError = true)] public static partial int setsockopt(int fd, int level, int option, byte* value, uint length);
    [LibraryImport(Library, SetLastError = true)] public static partial nint recvfrom(int fd, byte* to, nint size, int flags, byte* address, uint* length);
    [LibraryImport(Library, SetLastError = true)] public static partial nint sendto(int fd, byte* from, nint size, int flags, byte* address, uint length);
    [LibraryImport(Library, SetLastError = true)] public static partial nint recvmsg(int fd, MessageHeader* message, int flags);
    [LibraryImport(Library, SetLastError = true)] public static partial nint sendmsg(int fd, MessageHeader* message, int flags);
    [LibraryImport(Library, SetLastError = true)] public static partial int gethostname(byte* to, nint size);
    [LibraryImport(Library, SetLastError = true)] public static partial int sethostname(byte* name, nint length);
    [LibraryImport(Library, SetLastError = true)] public static partial int getaddrinfo(byte* host, byte* service, AddressInfo* hints, AddressInfo** result);
    [LibraryImport(Library)] public static partial void freeaddrinfo(AddressInfo* list);
    [LibraryImport(Library)] public static partial byte* gai_strerror(int code);
    [LibraryImport(Library)] public static partial byte* hstrerror(int code);
    [LibraryImport(Library, SetLastError = true)] public static partial int getnameinfo(byte* address, uint length, byte* host, uint hostSize, byte* service, uint serviceSize, int flags);
    [LibraryImport(Library)] public static partial int gethostbyname_r(byte* name, HostEntry* to, byte* buffer, nint size, HostEntry** result, int* error);
    [LibraryImport(Library)] public static partial int gethostbyaddr_r(byte* address, uint length, int family, HostEntry* to, byte* buffer, nint size, HostEntry** result, int* error);
    [LibraryImport(Library)] public static partial ServiceEntry* getservbyname(byte* name, byte* protocol);
    [LibraryImport(Library)] public static partial ServiceEntry* getservbyport(int port, byte* protocol);
    [LibraryImport(Library)] public static partial ProtocolEntry* getprotobyname(byte* name);
    [LibraryImport(Library)] public static partial int inet_pton(int family, byte* text, byte* to);
    [LibraryImport(Library)] public static partial byte* inet_ntop(int family, byte* address, byte* to, uint size);
    [LibraryImport(Library)] public static partial int inet_aton(byte* text, byte* to);
    [LibraryImport(Library, SetLastError = true)] public static partial uint if_nametoindex(byte* name);
    [LibraryImport(Library, SetLastError = true)] public static partial byte* if_indextoname(uint index, byte* to);
    [LibraryImport(Library, SetLastError = true)] public static partial InterfaceName* if_nameindex();
    [LibraryImport(Library)] public static partial void if_freenameindex(InterfaceName* list);
}

/// <summary>struct msghdr on 64-bit Linux.</summary>
internal unsafe struct MessageHeader
{
    public byte* Name;
    public uint NameLength;
    public IoVector* Vectors;
    public nuint VectorCount;
    public byte* Control;
    public nuint ControlLength;
    public int Flags;
}

/// <summary>struct iovec.</summary>
internal unsafe struct IoVector
{
    public byte* Base;
    public nuint Length;
}

/// <summary>struct addrinfo.</summary>
internal unsafe struct AddressInfo
{
    public int Flags, Family, Type, Protocol;
    public uint Length;
    public byte* Address;
    public byte* CanonicalName;
    public AddressInfo* Next;
}

/// <summary>struct hostent.</summary>
internal unsafe struct HostEntry
{
    public byte* Name;
    public byte** Aliases;
    public int Family, Length;
    public byte** Addresses;
}

/// <summary>struct servent.</summary>
internal unsafe struct ServiceEntry
{
    public byte* Name;
    public byte** Aliases;
    public int Port;
    public byte* Protocol;
}

/// <summary>struct protoent.</summary>
internal unsafe struct ProtocolEntry
{
    public byte* Name;
    public byte** Aliases;
    public int Number;
}

/// <summary>struct if_nameindex.</summary>
internal unsafe struct InterfaceName
{
    public uint Index;
    public byte* Name;
}
