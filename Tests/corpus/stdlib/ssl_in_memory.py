import os
import ssl
import tempfile

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

# As KEY, with the password "secret".
ENCRYPTED_KEY = """\
-----BEGIN ENCRYPTED PRIVATE KEY-----
MIHrMFYGCSqGSIb3DQEFDTBJMCgGCSqGSIb3DQEFDDAbBAhCQ8bAf/5P6gIBZDAM
BggqhkiG9w0CCQUAMB0GCWCGSAFlAwQBAgQQthw67Mh7ARYMxmJyF+WyAQSBkDmt
PbMDuJjjaiCRi59R3G/O7/1f/Y8yKdS0tdn4hqGrARqfG2ZxCa6dyigGfWZ7hE3f
kwLEimzd0x9bz87nLaaxsRNQ7R4RuEQWV20GkzaTRtcIxpwhpaVAHVHuVC5PuOxu
1htpS0MUzQFoGpi7ytEBaApFGRAQwfgQFsKizDCtSSNr0a05KiNopEHSgAfBMg==
-----END ENCRYPTED PRIVATE KEY-----
"""


directory = tempfile.TemporaryDirectory()
chain = os.path.join(directory.name, "chain.pem")
locked = os.path.join(directory.name, "locked.pem")
with open(chain, "w") as f:
    f.write(CERTIFICATE + KEY)
with open(locked, "w") as f:
    f.write(CERTIFICATE + ENCRYPTED_KEY)


def attempt(what, *args, **kwargs):
    try:
        print("   ", what(*args, **kwargs))
    except Exception as e:
        print("   ", type(e).__name__, str(e).replace(directory.name, "DIR"), getattr(e, "reason", None))


def contexts(trusting=True):
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(chain)
    client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if trusting:
        client.load_verify_locations(cadata=CERTIFICATE)
    return server, client


class Pair:
    """A client and a server that hand each other what they want to send."""

    def __init__(self, server, client, name="localhost", session=None):
        a, b = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.server = server.wrap_bio(a, b, server_side=True)
        self.client = client.wrap_bio(b, a, server_hostname=name, session=session)

    def both(self, first, second):
        done = [False, False]
        while not all(done):
            for i, step in enumerate((first, second)):
                if not done[i]:
                    try:
                        step()
                        done[i] = True
                    except ssl.SSLWantReadError:
                        pass

    def shake(self):
        self.both(self.client.do_handshake, self.server.do_handshake)
        return self


print("a handshake")
server, client = contexts()
pair = Pair(server, client)
attempt(pair.client.do_handshake)
attempt(pair.client.getpeercert)
pair.shake()
print(pair.client.version(), pair.server.version(), pair.client.cipher() == pair.server.cipher(), pair.client.cipher()[1:])
certificate = pair.client.getpeercert()
for key in sorted(certificate):
    print("   ", key, certificate[key])
print(pair.client.getpeercert(True) == ssl.PEM_cert_to_DER_cert(CERTIFICATE), pair.server.getpeercert())
print([c for c in pair.client.get_verified_chain()] == [ssl.PEM_cert_to_DER_cert(CERTIFICATE)], pair.client.get_unverified_chain() == pair.client.get_verified_chain())
print(pair.client._sslobj.get_verified_chain()[0], pair.client._sslobj.get_verified_chain()[0].public_bytes() == CERTIFICATE)
print(pair.client.server_hostname, pair.client.server_side, pair.server.server_side, pair.client.compression(), pair.client.selected_alpn_protocol())
print(len(pair.client.get_channel_binding()), pair.server.get_channel_binding() == pair.client.get_channel_binding())

print("data both ways")
print(pair.client.write(b"hello"), pair.server.read(100), pair.server.pending())
big = bytes(range(256)) * 400
pair.server.write(big)
got = b""
while len(got) < len(big):
    got += pair.client.read(50000)
print(got == big)
room = bytearray(5)
pair.server.write(b"abcdefgh")
print(pair.client.read(100, room), room, pair.client.pending(), pair.client.read(), pair.client.read(0))
attempt(pair.client.read)
attempt(pair.client.read, -1)
pair.both(pair.client.unwrap, pair.server.unwrap)
attempt(pair.client.write, b"more")

print("who isn't trusted")
for args in ((contexts(False)), (contexts())):
    pair = Pair(*args, name="localhost" if args[1].cert_store_stats()["x509"] == 0 else "other.example")
    try:
        pair.shake()
    except ssl.SSLCertVerificationError as e:
        print("   ", e.verify_code, e.verify_message, "|", str(e).partition(" (_ssl.c")[0], "|", e.reason, e.library, e.errno, isinstance(e, ValueError))
server, client = contexts()
print(Pair(server, client, "127.0.0.1").shake().client.getpeercert()["subjectAltName"])
client.check_hostname = False
client.verify_mode = ssl.CERT_NONE
print(Pair(server, client, "anything").shake().client.getpeercert())

print("choices")
server, client = contexts()
server.set_alpn_protocols(["http/1.1", "spam"])
client.set_alpn_protocols(["eggs", "spam"])
client.maximum_version = ssl.TLSVersion.TLSv1_2
names = []
server.sni_callback = lambda connection, name, context: names.append((type(connection).__name__, name, context is server))
pair = Pair(server, client).shake()
print(pair.client.selected_alpn_protocol(), pair.server.selected_alpn_protocol(), pair.client.version(), names)
other, _ = contexts()


def switch(connection, name, context):
    connection.context = other


server.sni_callback = switch
pair = Pair(server, client).shake()
print(pair.server.context is other, pair.server.selected_alpn_protocol())
server.sni_callback = lambda connection, name, context: ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME
attempt(Pair(server, client).shake)
print(sorted(c[0] for c in pair.server.shared_ciphers())[:1] != [], server.session_stats()["accept"])

print("taking up a session")
server, client = contexts()
client.maximum_version = ssl.TLSVersion.TLSv1_2
first = Pair(server, client).shake()
session = first.client.session
print(session.has_ticket, session.timeout > 0, session.time > 0, len(session.id) > 0, session == first.client.session)
second = Pair(server, client, session=session).shake()
print(first.client.session_reused, second.client.session_reused)
attempt(Pair, server, contexts()[1], session=session)

print("messages")
seen = []
server, client = contexts()
client._msg_callback = lambda *args: seen.append(args[1:5])
Pair(server, client).shake()
print([(a, t.name) for a, _, c, t in seen if c == ssl._TLSContentType.HANDSHAKE][:6])
log = os.path.join(directory.name, "keys")
client.keylog_filename = log
Pair(server, client).shake()
print([line.split()[0] for line in open(log)])

print("settings")
context = ssl.create_default_context(cadata=CERTIFICATE)
print(context.verify_mode, context.check_hostname, context.minimum_version, context.maximum_version, context.protocol, context.security_level)
print(context.options & ssl.OP_NO_COMPRESSION != 0, context.verify_flags)
print(context.cert_store_stats(), [c["serialNumber"] for c in context.get_ca_certs()], len(context.get_ca_certs(True)))
attempt(setattr, context, "verify_mode", ssl.CERT_NONE)
attempt(setattr, context, "minimum_version", 5)
attempt(context.set_ciphers, "none of these")
context.set_ciphers("ECDHE+AESGCM")
print(all("GCM" in c["name"] or c["protocol"] == "TLSv1.3" for c in context.get_ciphers()))
attempt(context.load_cert_chain, os.path.join(directory.name, "nothing"))
attempt(context.load_cert_chain, None)
attempt(context.load_verify_locations)
attempt(context.load_verify_locations, cadata="nothing")
attempt(context.wrap_bio, ssl.MemoryBIO(), ssl.MemoryBIO(), True)

print("passwords")
attempt(context.load_cert_chain, locked, password="secret")
attempt(context.load_cert_chain, locked, password=lambda: b"secret")
attempt(context.load_cert_chain, locked, password=lambda: 1 / 0)
attempt(context.load_cert_chain, locked, password=3)

print("BIOs")
bio = ssl.MemoryBIO()
print(bio.write(b"spam"), bio.pending, bio.read(2), bio.eof, bio.read(), bio.read(), bio.eof)
bio.write_eof()
print(bio.eof)
attempt(bio.write, b"x")

print("the rest")
print(len(ssl.RAND_bytes(8)), ssl.RAND_status(), ssl._txt2obj("serverAuth", name=True), ssl._nid2obj(129))
print(ssl.OPENSSL_VERSION_INFO[0], ssl.HAS_TLSv1_3, ssl.cert_time_to_seconds("Jan  1 00:00:00 2100 GMT"))
attempt(ssl._ssl.txt2obj, "no such name")
e = ssl.SSLError(1, "foo")
print(str(e), repr(e), e.errno, str(ssl.SSLError("bar")), ssl.SSLError.__mro__[1:3], ssl.SSLCertVerificationError.__bases__)
