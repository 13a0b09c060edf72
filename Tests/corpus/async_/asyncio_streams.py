"""asyncio streams: an echo server and two clients on a local port."""
import asyncio
async def handle(reader, writer):
    while line := await reader.readline():
        writer.write(line.upper())
        await writer.drain()
    writer.close()
    await writer.wait_closed()
async def client(port, words):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    out = []
    for word in words:
        writer.write(word.encode() + b"\n")
        await writer.drain()
        out.append((await reader.readline()).decode().strip())
    writer.close()
    await writer.wait_closed()
    return out
async def main():
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        print(await asyncio.gather(client(port, ["one", "two"]), client(port, ["three"])))
    print("closed", server.is_serving())
asyncio.run(main())
