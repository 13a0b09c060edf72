"""Sockets: pairs, streams, datagrams, Unix paths, timeouts, ancillary data, names and errors."""
import os
import select
import selectors
import socket
import tempfile
import threading

a, b = socket.socketpair()
a.sendall(b"hello world")
print(b.recv(5), b.recv(100), b.gettimeout(), b.getblocking())
print(a.family.name, a.type.name, a.proto, a.fileno() > 0)
b.settimeout(0.05)
try:
    b.recv(1)
except TimeoutError as e:
    print(type(e) is socket.timeout, e)
b.setblocking(False)
try:
    b.recv(1)
except BlockingIOError as e:
    print(e.errno == socket.EAGAIN, b.gettimeout())
buffer = bytearray(8)
a.send(b"xyz")
print(b.recv_into(buffer, 2), bytes(buffer), b.recvfrom_into(memoryview(buffer)[4:]), bytes(buffer))
a.shutdown(socket.SHUT_WR)
b.settimeout(5)
print(b.recv(10))
a.close()
b.close()
print(a.fileno(), repr(a))
try:
    a.recv(1)
except OSError as e:
    print(e)

server = socket.create_server(("127.0.0.1", 0))
host, port = server.getsockname()


def serve():
    conn, address = server.accept()
    with conn, conn.makefile("rwb") as f:
        for line in f:
            f.write(line.upper())
            f.flush()


thread = threading.Thread(target=serve)
thread.start()
with socket.create_connection((host, port), timeout=5) as c:
    print(c.getpeername() == (host, port), c.gettimeout())
    f = c.makefile("rw", encoding="utf-8", newline="\n")
    for text in ("one", "tw\u00f6"):
        print(text, file=f, flush=True)
        print(f.readline().rstrip())
    f.close()
thread.join()
server.close()
try:
    socket.create_connection((host, port), timeout=5)
except ConnectionRefusedError as e:
    print(type(e).__name__, e)

u1 = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
u2 = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
u1.bind(("127.0.0.1", 0))
print(u2.sendto(b"datagram", u1.getsockname()), u1.recvfrom(100)[0])
for args in ((b"x",), ("text", u1.getsockname()), (b"x", ("127.0.0.1", "80")), (b"x", ("127.0.0.1", 70000)), (b"x", "nowhere"), (b"x", ("h",))):
    try:
        u2.sendto(*args)
    except (TypeError, OverflowError) as e:
        print(type(e).__name__, e)
u1.close()
u2.close()

with tempfile.TemporaryDirectory() as d:
    path = os.path.join(d, "s")
    s = socket.socket(socket.AF_UNIX)
    s.bind(path)
    s.listen()
    c = socket.socket(socket.AF_UNIX)
    c.connect(path)
    conn, address = s.accept()
    print(repr(address), c.getpeername() == path)
    r, w = os.pipe()
    socket.send_fds(c, [b"fds"], [w])
    data, fds, flags, _ = socket.recv_fds(conn, 10, 1)
    os.write(fds[0], b"through")
    print(data, len(fds), os.read(r, 10))
    print(c.sendmsg([b"ab", bytearray(b"cd"), memoryview(b"ef")]), conn.recvmsg(10))
    for fd in (r, w, *fds):
        os.close(fd)
    for x in (s, c, conn):
        x.close()

print(socket.inet_aton("1.2.3.4"), socket.inet_ntoa(b"\x7f\0\0\1"), socket.inet_pton(socket.AF_INET6, "::1")[-1], socket.inet_ntop(socket.AF_INET6, b"\0" * 15 + b"\1"))
print(socket.ntohs(0x1234), socket.htonl(1), socket.getservbyname("http", "tcp"), socket.getprotobyname("tcp"))
print(socket.getaddrinfo("127.0.0.1", 80, type=socket.SOCK_STREAM))
for call in (lambda: socket.getaddrinfo("nowhere.invalid.", "x" * 3), lambda: socket.inet_aton("1.2.3.x"), lambda: socket.inet_ntoa(b"123"), lambda: socket.ntohs(1 << 16),
             lambda: socket.socket(fileno=-2), lambda: socket.socket(timeout=3), lambda: socket.CMSG_LEN(-1), lambda: socket.socket(9999)):
    try:
        call()
    except (OSError, OverflowError, TypeError, ValueError) as e:
        print(type(e).__name__, "lookup" if isinstance(e, socket.gaierror) else e)
print(socket.gaierror.__mro__[1].__name__, socket.error is OSError, socket.CMSG_LEN(4), socket.CMSG_SPACE(4))

a, b = socket.socketpair()
ep = select.epoll()
ep.register(b, select.EPOLLIN)
print(ep.poll(0))
a.send(b"1")
print([(fd == b.fileno(), ev) for fd, ev in ep.poll(1)], ep.closed)
ep.modify(b, select.EPOLLOUT)
print([(fd == b.fileno(), ev) for fd, ev in ep.poll(1)])
ep.unregister(b.fileno())
ep.close()
try:
    ep.poll()
except ValueError as e:
    print(e)
po = select.poll()
po.register(b)
print([(fd == b.fileno(), ev) for fd, ev in po.poll(10)])
print([len(x) for x in select.select([b], [a], [a], 1)])
with selectors.DefaultSelector() as sel:
    sel.register(b, selectors.EVENT_READ, "data")
    print([(key.data, ev) for key, ev in sel.select(1)], type(sel).__name__)
a.close()
b.close()
