"""typing, inspect, types, ast and dis-free reflection."""
import ast, inspect, types, typing
from typing import Any, Callable, Generic, Literal, NamedTuple, Optional, Protocol, TypedDict, TypeVar, Union, get_type_hints, runtime_checkable
print(Optional[int], Union[int, str], Union[int, int], list[int] | None, int | str, Callable[[int], str], Literal["a", 1], dict[str, "X"], typing.get_origin(list[int]), typing.get_args(dict[str, int]), Any, isinstance(5, int | str), type(int | str).__name__)
T = TypeVar("T")
class Box(Generic[T]):
    def __init__(self, v: T): self.v = v
print(Box[int](5).v, Box[int], Box.__parameters__, T)
class NT(NamedTuple):
    a: int
    b: str = "x"
class TD(TypedDict, total=False):
    k: int
@runtime_checkable
class Sz(Protocol):
    def size(self) -> int: ...
class Has:
    def size(self): return 1
print(NT(1), NT(1)._asdict(), TD(k=1), TD.__annotations__, isinstance(Has(), Sz), isinstance(5, Sz), get_type_hints(NT))
def f(a, b: int = 2, /, c=3, *args: str, d, e=5, **kw) -> "list[int]":
    """Doc."""
sig = inspect.signature(f)
print(sig, list(sig.parameters), sig.parameters["b"].default, sig.parameters["args"].kind, sig.return_annotation, sig.bind(1, d=4).arguments, inspect.getdoc(f), inspect.isfunction(f), inspect.isgeneratorfunction(lambda: (yield)), inspect.signature(Box), inspect.signature(lambda x, *, y=1: 0))
try:
    sig.bind()
except TypeError as e:
    print(e)
t = ast.parse("x = [1, 'a'] + f(y=2) if z else -3")
print(ast.dump(t), ast.unparse(t), ast.literal_eval("{'a': [1, -2.5, (True, None)], 'b': b'x'}"), sep="\n")
class V(ast.NodeTransformer):
    def visit_Constant(self, n): return ast.Constant(n.value * 2) if isinstance(n.value, int) else n
print(ast.unparse(V().visit(ast.parse("1 + 2 * x ** 3"))), eval(compile(ast.fix_missing_locations(V().visit(ast.parse("4 + 5", mode="eval"))), "a", "eval")), [type(n).__name__ for n in ast.walk(ast.parse("a.b[0]"))])
try:
    ast.literal_eval("f(1)")
except ValueError as e:
    print(str(e)[:24])
m = types.ModuleType("mod", "doc")
m.x = 1
print(m.__name__, m.__doc__, m.x, types.SimpleNamespace(a=1, b=[2]), types.MappingProxyType({"a": 1}), isinstance(f, types.FunctionType), types.new_class("N", (int,)).__name__, type(None) is types.NoneType)

for t in list, set, frozenset, map, filter, zip, tuple, int, str, bytes:
    try:
        print(t.__name__, inspect.signature(t))
    except ValueError as e:
        print(e)
print(int("10", base=2), str(b"a", "utf-8"), str(object=5), bytes(source="a", encoding="ascii"))
import collections.abc, sys
for o in (lambda x: lambda: x)(1).__closure__[0], (lambda: sys._getframe().f_locals)(), typing.ParamSpec("P").args:
    print(type(o).__name__, type(o).__hash__, isinstance(o, collections.abc.Hashable))
    try:
        hash(o)
    except TypeError as e:
        print(e)
print(list.__class_getitem__.__text_signature__, inspect.signature(breakpoint))
import decimal, io, itertools, pickle
for cls in io.BufferedReader, io.BufferedRWPair, io.BytesIO, io.StringIO, io.FileIO, io.TextIOWrapper, pickle.Pickler, pickle.Unpickler, decimal.Decimal, decimal.Context, itertools.chain, itertools.product, itertools.zip_longest:
    print(cls.__name__, inspect.signature(cls))
print(ast.dump(ast.MatchClass(cls=ast.Name("A"), patterns=[], kwd_attrs=[], kwd_patterns=[])))
