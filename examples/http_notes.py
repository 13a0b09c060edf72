"""A small REST service on http.server in a thread, and a urllib client that uses it."""
import json
import threading
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

NOTES = {}
LOCK = threading.Lock()


class Handler(BaseHTTPRequestHandler):
    def answer(self, status, value):
        body = json.dumps(value, sort_keys=True).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        with LOCK:
            if self.path == "/notes":
                self.answer(200, sorted(NOTES))
            elif self.path in NOTES:
                self.answer(200, NOTES[self.path])
            else:
                self.answer(404, {"error": "no " + self.path})

    def do_PUT(self):
        text = self.rfile.read(int(self.headers["Content-Length"])).decode()
        with LOCK:
            created = self.path not in NOTES
            NOTES[self.path] = {"text": text, "words": len(text.split())}
        self.answer(201 if created else 200, {"created": created})

    def do_DELETE(self):
        with LOCK:
            gone = NOTES.pop(self.path, None)
        self.answer(200 if gone else 404, {"deleted": gone is not None})

    def log_message(self, format, *args):
        pass


def call(base, method, path, text=None):
    request = urllib.request.Request(base + path, method=method, data=text.encode() if text is not None else None)
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def main():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    base = "http://127.0.0.1:%d" % server.server_port
    try:
        print(call(base, "GET", "/notes"))
        print(call(base, "PUT", "/shopping", "milk, bread and \u00e9clairs"))
        print(call(base, "PUT", "/shopping", "only bread"))
        workers = [threading.Thread(target=call, args=(base, "PUT", "/n%d" % i, "note " * i)) for i in range(1, 6)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        print(call(base, "GET", "/notes"))
        print(call(base, "GET", "/n4"))
        print(call(base, "DELETE", "/n4"))
        print(call(base, "GET", "/n4"))
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


main()
