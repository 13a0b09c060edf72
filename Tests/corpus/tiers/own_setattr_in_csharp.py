# Classes that derive from built-in ones which keep attributes in their own way.
import threading
import types


class Local(threading.local):
    loop = None
    count = 0


class Module(types.ModuleType):
    kept = None


class Kind(type):
    made = 0


class Slotless(bytes):
    pass


class Function(staticmethod):
    pass


def setting(o, n):
    for i in range(n):
        o.loop = i
        o.count += o.loop
        o.kept = (o.kept or 0) + i
    return o.loop, o.count, o.kept, sorted(k for k in vars(o) if not k.startswith('_'))


for _ in range(3):
    local = Local()
    local.kept = None
    print(setting(local, 6))
    module = Module('m')
    module.count = 0
    print(setting(module, 6))
    kind = Kind('K', (), {'count': 0, 'kept': 1})
    print(setting(kind, 6))
    data = Slotless(b'ab')
    data.count, data.kept = 1, 2
    print(setting(data, 6))
    function = Function(len)
    function.count, function.kept = 1, 2
    try:
        print(setting(function, 6)[:3])
    except AttributeError as e:
        print(e)
