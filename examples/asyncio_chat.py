"""An asyncio chat server and three clients in one process, on a free local port."""
import asyncio


class ChatServer:
    def __init__(self):
        self.writers = {}

    async def serve(self, reader, writer):
        name = (await reader.readline()).decode().strip()
        self.writers[name] = writer
        self.send(name, f"welcome {name}, {len(self.writers)} here")
        try:
            while line := await reader.readline():
                text = line.decode().strip()
                if text == "/quit":
                    break
                for other in sorted(self.writers):
                    if other != name:
                        self.send(other, f"{name}: {text}")
                self.send(name, f"sent to {len(self.writers) - 1}")
        finally:
            del self.writers[name]
            writer.close()
            await writer.wait_closed()

    def send(self, name, text):
        self.writers[name].write(text.encode() + b"\n")


class Client:
    def __init__(self, name):
        self.name = name
        self.heard = []

    async def join(self, port):
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", port)
        await self.say(self.name)

    async def say(self, text):
        self.writer.write(text.encode() + b"\n")
        await self.writer.drain()
        self.heard.append(await self.hear())

    async def hear(self):
        return (await asyncio.wait_for(self.reader.readline(), 10)).decode().strip()

    async def leave(self):
        self.writer.write(b"/quit\n")
        while line := await self.hear():
            self.heard.append(line)
        self.writer.close()
        await self.writer.wait_closed()


async def main():
    server = await asyncio.start_server(ChatServer().serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    clients = [Client(name) for name in ("anna", "ben", "carla")]
    async with server:
        for client in clients:
            await client.join(port)
        anna, ben, carla = clients
        await anna.say("hello everybody")
        for other in (ben, carla):
            other.heard.append(await other.hear())
        await ben.say("hi anna")
        for other in (anna, carla):
            other.heard.append(await other.hear())
        await asyncio.gather(*[client.leave() for client in clients])
    for client in clients:
        print(client.name, "heard:")
        for line in client.heard:
            print("   ", line)


asyncio.run(main())
