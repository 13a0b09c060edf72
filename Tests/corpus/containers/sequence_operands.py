import array, collections, operator, weakref

def show(f):
    try: return f()
    except Exception as e: return f'{type(e).__name__}: {e}'

class R:
    "Has methods of a number on the right, and an index."
    def __radd__(self, o): calls.append('radd'); return answer
    def __rmul__(self, o): calls.append('rmul'); return answer
    def __index__(self): calls.append('index'); return 2

class RI(int):
    def __radd__(self, o): calls.append('radd'); return answer
    def __rmul__(self, o): calls.append('rmul'); return answer

class Ix:
    def __index__(self): return 2

class RB(bytearray):
    def __radd__(self, o): calls.append('radd'); return answer

class RS(str):
    def __radd__(self, o): calls.append('radd'); return answer

class L(list):
    def __mul__(self, o): calls.append('mul'); return answer
    def __add__(self, o): calls.append('add'); return answer

class LI(list):
    def __imul__(self, o): calls.append('imul'); return answer
    def __iadd__(self, o): calls.append('iadd'); return answer

class LP(list): pass
class I(int): pass
class F(float): pass

calls = []
def lefts():
    return ['ab', [1], (1, 2), b'x', bytearray(b'y'), collections.deque([1, 2]), array.array('i', [3]), L([1]), LI([1]), LP([1]), I(3), F(2.0), 3, 2.5, {}, Ix()]

def rights():
    r = R()
    return [r, RI(2), Ix(), RB(b'q'), RS('s'), I(2), True, 2, 2.0, 's', [5], (6,), b'b', bytearray(b'c'), LP([8]), collections.deque([9]), array.array('i', [4]), None, {}, weakref.proxy(keep)]

keep = R()
def imul(a, b):
    a *= b
    return a
def iadd(a, b):
    a += b
    return a
for answer in (NotImplemented, 'answer'):
    for f in (operator.mul, operator.add, imul, iadd):
        for i in range(len(lefts())):
            for k in range(len(rights())):
                a, b = lefts()[i], rights()[k]
                calls.clear()
                print(getattr(f, '__name__'), type(a).__name__, type(b).__name__, show(lambda: f(a, b)), calls)
