import asyncio
import http.server
import os
import signal
import socket
import ssl
import tempfile
import threading
import urllib.request

CERTIFICATE = """\
-----BEGIN CERTIFICATE-----
MIIBuDCCAV6gAwIBAgICEjQwCgYIKoZIzj0EAwIwNDELMAkGA1UEBhMCWFkxETAP
BgNVBAoMCFRpZXJlZFB5MRIwEAYDVQQDDAlsb2NhbGhvc3QwIBcNMjAwMTAxMDAw
MDAwWhgPMjEwMDAxMDEwMDAwMDBaMDQxCzAJBgNVBAYTAlhZMREwDwYDVQQKDAhU
aWVyZWRQeTESMBAGA1UEAwwJbG9jYWxob3N0MFkwEwYHKoZIzj0CAQYIKoZIzj0D
AQcDQgAEq6Ueb+MSrgNO/hIdcYLLmwThL5KVgtW+NN8JaT5KD8rINYXRBfGs9HwR
mZRLYYkRJ4dd+ZP+mRiZc4bfEUTcNqNeMFwwDwYDVR0TAQH/BAUwAwEB/zAaBgNV
HREEEzARgglsb2NhbGhvc3SHBH8AAAEwDgYDVR0PAQH/BAQDAgKEMB0GA1UdDgQW
BBQI+oEnnU6Y0aLa6yV/ic/1P239mzAKBggqhkjOPQQDAgNIADBFAiEA0Ncc1OyD
blkmcg8fzCq9KOIUd3cvQCnGytpFfuMvkb4CIDaUYhr/IJ4ImTU34r7jaK0ZV2dc
N61vgDTGPH6u7W8C
-----END CERTIFICATE-----
"""

KEY = """\
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg4hUjDkmlxJhbT5KB
Aj3jE/66vD51zgVWhgGj5iLbpMehRANCAASrpR5v4xKuA07+Eh1xgsubBOEvkpWC
1b403wlpPkoPysg1hdEF8az0fBGZlEthiREnh135k/6ZGJlzht8RRNw2
-----END PRIVATE KEY-----
"""


directory = tempfile.TemporaryDirectory()
chain = os.path.join(directory.name, "chain.pem")
with open(chain, "w") as f:
    f.write(CERTIFICATE + KEY)
server_context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
server_context.load_cert_chain(chain)
client_context = ssl.create_default_context(cadata=CERTIFICATE)


def attempt(what, *args):
    try:
        print("   ", what(*args))
    except Exception as e:
        print("   ", type(e).__name__, e, getattr(e, "errno", None))


def served(serve):
    """A client's socket whose other side is served in a thread."""
    a, b = socket.socketpair()

    def run():
        with server_context.wrap_socket(b, server_side=True) as s:
            serve(s)

    thread = threading.Thread(target=run)
    thread.start()
    return client_context.wrap_socket(a, server_hostname="localhost"), thread


print("sockets")


def echo(s):
    while data := s.recv(10000):
        s.sendall(data.upper())
    s.unwrap()


s, thread = served(echo)
print(s.version(), s.getpeercert()["subject"][-1], s.server_hostname, s.cipher()[1:])
s.sendall(b"hello")
print(s.recv(100), s.pending())
big = b"abcdefgh" * 50000
s.sendall(b"")
sender = threading.Thread(target=s.sendall, args=(big,))
sender.start()
got = bytearray()
while len(got) < len(big):
    view = memoryview(bytearray(70000))
    got += view[:s.recv_into(view)]
sender.join()
print(bytes(got) == big.upper())
attempt(s.send, b"x", 1)
attempt(s.recvfrom, 1)
print(type(s.unwrap()), s.version())
thread.join()
s.close()

print("waiting")
go = threading.Event()


def late(s):
    go.wait()
    s.sendall(b"late")
    s.recv(1)


s, thread = served(late)
s.settimeout(0.05)
attempt(s.recv, 10)
s.settimeout(0)
attempt(s.recv, 10)
s.settimeout(None)
go.set()
print(s.recv(10))
s.shutdown(socket.SHUT_RDWR)
s.close()
thread.join()


def silent(s):
    s.sendall(b"bye")
    os.close(s.detach())


s, thread = served(silent)
with s.makefile("rb") as f:
    attempt(f.read, 3)
    attempt(s.recv, 1)
thread.join()
s.close()

a, b = socket.socketpair()
b.sendall(b"this is no handshake at all")
attempt(client_context.wrap_socket, a, False, True, True, "localhost")
a.close()
b.close()
a, b = socket.socketpair()
a.settimeout(0.05)
attempt(client_context.wrap_socket, a, False, True, True, "localhost")
b.close()
attempt(client_context.wrap_socket, socket.socket())

print("a signal in a read")
s, thread = served(lambda s: s.recv(1))


def alarm(number, frame):
    raise KeyError("alarm")


signal.signal(signal.SIGALRM, alarm)
signal.setitimer(signal.ITIMER_REAL, 0.1)
attempt(s.recv, 1)
s.close()
thread.join()

print("HTTP")


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[::-1])

    def log_message(self, *args):
        pass


web = http.server.HTTPServer(("127.0.0.1", 0), Handler)
web.socket = server_context.wrap_socket(web.socket, server_side=True)
thread = threading.Thread(target=web.serve_forever, kwargs={"poll_interval": 0.01})
thread.start()
url = f"https://127.0.0.1:{web.server_port}/"
with urllib.request.urlopen(url, b"some data", context=client_context) as answer:
    print(answer.status, answer.read())
try:
    urllib.request.urlopen(url, b"", context=ssl.create_default_context())
except urllib.request.URLError as e:
    print(type(e.reason).__name__, e.reason.verify_message)
web.shutdown()
thread.join()
web.server_close()

print("asyncio")


async def main():
    async def serve(reader, writer):
        while line := await reader.readline():
            writer.write(line.title())
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=server_context)
    port = server.sockets[0].getsockname()[1]

    async def ask(n):
        reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=client_context)
        writer.write(b"line %d\n" % n * 3)
        lines = [await reader.readline() for _ in range(3)]
        version = writer.get_extra_info("ssl_object").version()
        writer.close()
        await writer.wait_closed()
        return lines, version

    for answer in await asyncio.gather(*[ask(n) for n in range(3)]):
        print(answer)
    server.close()
    await server.wait_closed()


asyncio.run(main())
