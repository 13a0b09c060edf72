"""A Lisp interpreter with lexical scope, tail calls, macros by quasi-quotation, and a small program in it."""
import operator as op

PROGRAM = """
(define (range a b) (if (>= a b) '() (cons a (range (+ a 1) b))))
(define (map f xs) (if (null? xs) '() (cons (f (car xs)) (map f (cdr xs)))))
(define (fold f acc xs) (if (null? xs) acc (fold f (f acc (car xs)) (cdr xs))))
(define (compose f g) (lambda (x) (f (g x))))
(define (loop n acc) (if (= n 0) acc (loop (- n 1) (+ acc n))))
(define counter (let ((n 0)) (lambda () (begin (set! n (+ n 1)) n))))
(defmacro (unless test body) `(if ,test 'skipped ,body))
(defmacro (my-or a b) `(let ((t ,a)) (if t t ,b)))
(print (map (lambda (x) (* x x)) (range 0 10)))
(print (fold + 0 (range 0 100)))
(print ((compose (lambda (x) (* 2 x)) (lambda (x) (+ 1 x))) 20))
(print (loop 20000 0))
(counter) (counter) (print (counter))
(print (unless (> 1 2) (list 'ran "text" 1.5 #t)))
(print (my-or #f 42))
(print `(1 ,(+ 1 1) ,@(range 3 6)))
(print (let ((x 2) (y 3)) (* x y)))
(print (car '()))
"""


class Symbol(str):
    __slots__ = ()


class LispError(Exception):
    pass


class Scope(dict):
    def __init__(self, names=(), values=(), outer=None):
        super().__init__(zip(names, values))
        self.outer = outer

    def find(self, name):
        scope = self
        while scope is not None:
            if name in scope:
                return scope
            scope = scope.outer
        raise LispError(f"{name} is not defined")


class Procedure:
    def __init__(self, names, body, scope):
        self.names, self.body, self.scope = names, body, scope

    def enter(self, args):
        if len(args) != len(self.names):
            raise LispError(f"{len(self.names)} arguments expected, {len(args)} given")
        return Scope(self.names, args, self.scope)

    def __call__(self, *args):
        return evaluate(self.body, self.enter(args))


def tokens(text):
    for mark in "()'`":
        text = text.replace(mark, f" {mark} ")
    return text.replace(",", " , ").replace(" , @", " ,@ ").split()[::-1]


QUOTES = {"'": "quote", "`": "quasiquote", ",": "unquote", ",@": "splice"}


def read(stack):
    token = stack.pop()
    if token == "(":
        items = []
        while stack[-1] != ")":
            items.append(read(stack))
        stack.pop()
        return items
    if token in QUOTES:
        return [Symbol(QUOTES[token]), read(stack)]
    if token in ("#t", "#f"):
        return token == "#t"
    if token[0] == '"':
        return token[1:-1]
    for kind in (int, float):
        try:
            return kind(token)
        except ValueError:
            pass
    return Symbol(token)


def show(value):
    match value:
        case True: return "#t"
        case False: return "#f"
        case list(): return "(" + " ".join(map(show, value)) + ")"
        case Symbol(): return value
        case str(): return f'"{value}"'
        case None: return "nil"
        case _: return str(value)


def expand(template, scope):
    match template:
        case ["unquote", form]:
            return evaluate(form, scope)
        case list():
            out = []
            for part in template:
                if isinstance(part, list) and part and part[0] == "splice":
                    out.extend(evaluate(part[1], scope))
                else:
                    out.append(expand(part, scope))
            return out
        case _:
            return template


def first(xs):
    if not xs:
        raise LispError("car of an empty list")
    return xs[0]


MACROS = {}
GLOBALS = Scope()
GLOBALS.update({
    "+": op.add, "-": op.sub, "*": op.mul, "/": op.truediv, "=": op.eq, "<": op.lt, ">": op.gt, ">=": op.ge,
    "car": first, "cdr": lambda xs: xs[1:], "cons": lambda x, xs: [x] + xs, "list": lambda *xs: list(xs),
    "null?": lambda x: x == [], "print": lambda x: print(show(x)),
})


def evaluate(form, scope):
    while True:
        match form:
            case Symbol():
                return scope.find(form)[form]
            case [] | int() | float() | str() | None:
                return form
            case ["quote", value]:
                return value
            case ["quasiquote", template]:
                return expand(template, scope)
            case ["if", test, yes, no]:
                form = yes if evaluate(test, scope) is not False else no
            case ["define", [name, *names], body]:
                scope[name] = Procedure(names, body, scope)
                return None
            case ["define", name, value]:
                scope[name] = evaluate(value, scope)
                return None
            case ["set!", name, value]:
                scope.find(name)[name] = evaluate(value, scope)
                return None
            case ["defmacro", [name, *names], body]:
                MACROS[name] = Procedure(names, body, scope)
                return None
            case ["lambda", names, body]:
                return Procedure(names, body, scope)
            case ["let", pairs, body]:
                scope = Scope([n for n, _ in pairs], [evaluate(v, scope) for _, v in pairs], scope)
                form = body
            case ["begin", *forms, last]:
                for each in forms:
                    evaluate(each, scope)
                form = last
            case [Symbol() as name, *args] if name in MACROS:
                form = MACROS[name](*args)
            case [function, *args]:
                function = evaluate(function, scope)
                values = [evaluate(a, scope) for a in args]
                if not isinstance(function, Procedure):
                    return function(*values)
                scope = function.enter(values)
                form = function.body


def main():
    stack = tokens(PROGRAM)
    while stack:
        try:
            evaluate(read(stack), GLOBALS)
        except LispError as error:
            print("error:", error)


main()
