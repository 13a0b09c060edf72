"""contextvars: per-task values, tokens, copies."""
import asyncio, contextvars
v = contextvars.ContextVar("v", default="default")
print(v.get(), v.name)
token = v.set("main")
async def task(n):
    before = v.get()
    v.set(n)
    await asyncio.sleep(0)
    return before, v.get()
async def main():
    r = await asyncio.gather(*(task(i) for i in range(3)))
    return r, v.get()
print(asyncio.run(main()), v.get())
v.reset(token)
print(v.get(), token.var is v, token.old_value is contextvars.Token.MISSING)
ctx = contextvars.copy_context()
def inner():
    v.set("in context")
    return v.get()
print(ctx.run(inner), v.get(), ctx[v], v in ctx, len(ctx))
u = contextvars.ContextVar("u")
try:
    u.get()
except LookupError as e:
    print(type(e).__name__)
print(u.get("fallback"))
t2 = u.set(1)
u.reset(t2)
try:
    u.reset(t2)
except RuntimeError as e:
    print("RuntimeError", "has already been used" in str(e))
