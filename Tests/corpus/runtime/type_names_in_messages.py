# Messages name types of modules with their module, as far as they are not made by a class statement.
import array
import collections
import datetime
import decimal
import itertools
import os
import pickle
import re
import zlib

objects = [collections.deque(), datetime.date(2000, 1, 1), zlib.compressobj(), itertools.count(), re.compile(''), collections.OrderedDict(),
           array.array('i'), decimal.Decimal(1), iter(collections.deque()), itertools.chain(), zlib.error(), decimal.Inexact(), type('Own', (), {})()]


def in_with(o):
    with o:
        pass


async def in_async(o):
    async for x in o:
        pass


async def awaited(o):
    await o


def matched(o):
    match o:
        case type(1):
            pass


def deleted(o):
    del o.append


calls = [lambda o: setattr(o, 'x', 1), lambda o: os.fspath(o), lambda o: type(o).x, lambda o: 'a'.replace(o, ''), lambda o: chr(o) if not isinstance(o, type) else 0,
         in_with, lambda o: in_async(o).send(None), lambda o: awaited(o).send(None), lambda o: print(**o), lambda o: getattr(1, o),
         lambda o: object.__new__(type(o)), lambda o: int.__new__(type(o)), deleted, lambda o: o + 1,
         lambda o: memoryview(o).x, lambda o: compile('1', o, 'exec'), lambda o: collections.deque.append(o, 1), lambda o: [][o]]
for o in objects:
    for i, call in enumerate(calls):
        try:
            call(o)
        except Exception as e:
            print(i, type(e).__name__, e)
for o in (zlib.compressobj(), re.compile('').scanner(''), dict.__dict__['fromkeys'], iter(memoryview(b''))):
    try:
        pickle.dumps(o)
    except TypeError as e:
        print(e)
