import ast
def tr(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
tr(lambda: compile(ast.Module([ast.Expr(ast.Name('x'))],[]),'','exec'))
tr(lambda: compile(ast.fix_missing_locations(ast.Module([ast.Expr(ast.Name('x',ast.Store()))],[])),'','exec'))
tr(lambda: compile(ast.fix_missing_locations(ast.Module([ast.Expr(None)],[])),'','exec'))
tr(lambda: ast.dump(ast.parse('def f(a, # type: int\n b):\n  # type: (...) -> int\n  x = 1 # type: int\n  y = 2 # type: ignore[abc]\n', type_comments=True)))
tr(lambda: ast.dump(ast.parse('(int, *str, **x) -> y', mode='func_type')))
tr(lambda: ast.parse('(x := 1)', feature_version=(3,7)))
tr(lambda: ast.dump(ast.parse('match x:\n  case 1: pass', feature_version=(3,9))))
tr(lambda: eval(compile(ast.Expression(ast.Constant((1,2,frozenset([3])),lineno=1,col_offset=0)),'','eval')))
e=ast.UnaryOp(ast.Not(),ast.Constant(1),lineno=0,col_offset=0); e.operand=e
tr(lambda: compile(ast.Expression(e),'','eval'))
tr(lambda: ast.literal_eval("{'a':[1,2,(3,)], b'x': -1+2j}"))
