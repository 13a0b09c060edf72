"""Every TypeError message for wrong calls of Python functions."""
def none(): pass
def one(a): pass
def two(a, b): pass
def default(a, b=2, c=3): pass
def star(a, *args): pass
def kwonly(a, *, k, m=1): pass
def kwonly2(*, x, y, z): pass
def posonly(a, b, /): pass
def posdef(a, b=1, /, c=2, *, d): pass
def kw(**kwargs): pass
class C:
    def method(self): pass
    def needs(self, a, b): pass
    @staticmethod
    def static(a): pass
    @classmethod
    def klass(cls, a): pass
    def __init__(self, p=None): pass
class E: pass
calls = """none(1); none(1, 2); none(a=1); one(); one(1, 2); one(b=1); one(1, a=2); two(); two(1); two(b=1); two(1, 2, 3); two(1, 2, a=3); default(); default(1, 2, 3, 4); default(1, d=4); default(b=2)
star(); star(*[]); star(b=1); kwonly(); kwonly(1); kwonly(1, 2); kwonly(1, 2, k=3); kwonly(1, k=1, z=2); kwonly2(); kwonly2(x=1); kwonly2(x=1, y=2); kwonly2(1, x=1, y=1, z=1); posonly(); posonly(1); posonly(a=1, b=2); posonly(1, b=2); posonly(1, 2, a=3)
posdef(); posdef(1); posdef(1, 2, 3, 4); posdef(a=1, d=2); kw(1); kw(1, a=2); kw(**{1: 2}); kw(a=1, **{'a': 2}); one(*1); one(**1); one(*[1, 2]); C().method(1); C().needs(); C().needs(1); C().needs(1, 2, 3); C.method(); C.needs(1)
C.static(); C.klass(); C.klass(1, 2); C(1, 2); C(q=1); E(1); E(a=1); (lambda x: x)(); (lambda: 1)(2); one(1, **{'a': 2}); two(1, 2, **{'c': 3, 'd': 4}); none(*[1], **{'a': 1}); object(1); object.__new__(E, 1); object.__init__(E(), 1)
len(); len(1, 2); len(x=1); abs(); int(1, 2, 3); int(x=1); str(1, 2, 3, 4); list(1, 2); dict(1, 2); print(a=1); sorted(); sorted([], 1); isinstance(1); isinstance(1, 2); range(); getattr(1); ord(); chr(1, 2); max(); iter(); zip(a=1); [].append(); [].append(1, 2); 'a'.join(); {}.get(); (1).bit_length(1); one(a=1, a=2)
sum(); round(); open(); divmod(1); pow(1); bool(1, 2); float(1, 2); complex(1, 2, 3); type(); type(1, 2); super(1); tuple(1, 2); set(1, 2); issubclass(1, int); hash(); id(); input(1, 2); callable(); vars(1); dir(1, 2); format(); setattr(1, 'a'); delattr(1); hasattr(1); compile(); eval(); exec(); 5(); None(); 'a'()"""
for call in calls.replace("\n", ";").split(";"):
    call = call.strip()
    try:
        r = eval(call)
        print(call, "-> ok")
    except Exception as e:
        print(call, "->", type(e).__name__ + ":", e.msg if isinstance(e, SyntaxError) else e)
import datetime, pprint, types
empty = types.ModuleType("empty")
for call in ["pprint(1)", "datetime()", "empty()", "'a'.split(maxsplt=1)", "'a'.split(none=1)", "sorted([1], ky=1)", "max([1], ky=1)", "open('x', mod='r')", "int('1', bas=1)",
             "property(fgett=1)", "datetime.datetime(1, 1, 1, hur=1)", "datetime.date(yer=1)", "datetime.timedelta(dayz=1)", "datetime.date(1, 1, 1).replace(mont=1)",
             "AttributeError(nam=1)", "ImportError(0, name=1, path=2, name_from=3, foo=3)", "NameError(none=1)", "zip(strct=1)", "print(1, snd=2)"]:
    try: eval(call)
    except TypeError as e: print(call, "->", e)
