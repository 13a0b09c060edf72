"""Makes a program smaller while a difference stays: statements dropped, blocks unwrapped, expressions replaced by a part of them."""
import ast
import copy

BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")
CHUNK = 32


def shrink(source, differs, rounds=60):
    """The smallest program found. differs(sources) tells for each whether the difference is there."""
    best = source
    for _ in range(rounds):
        smaller = next_smaller(best, differs)
        if smaller is None:
            return best
        best = smaller
    return best


def next_smaller(source, differs):
    """The program after the first change that keeps the difference, together with all later ones of its chunk that do; None at the end."""
    for candidates in (dropped_runs(source), dropped(source), unwrapped(source), simpler_expressions(source)):
        chunk = []
        for candidate in candidates:
            if candidate is not None and candidate != source and len(candidate) <= len(source):
                chunk.append(candidate)
            if len(chunk) == CHUNK:
                found = first_that(chunk, differs)
                if found:
                    return found
                chunk = []
        found = first_that(chunk, differs)
        if found:
            return found
    return None


def first_that(chunk, differs):
    if not chunk:
        return None
    good = [c for c, d in zip(chunk, differs(chunk)) if d]
    return min(good, key=len) if good else None


def lists(tree):
    """Every list of statements in the tree, with the node that has it."""
    for node in ast.walk(tree):
        for field in BLOCKS:
            block = getattr(node, field, None)
            if isinstance(block, list) and block:
                yield node, field, block


def steps(node, field, block):
    """What may be dropped: a while loop's first statement is what ends it."""
    return range(1 if isinstance(node, ast.While) and field == "body" else 0, len(block))


def variants(source, count, change):
    """The program changed at place i, for each i."""
    tree = ast.parse(source)
    for i in range(count(tree)):
        copied = copy.deepcopy(tree)
        if change(copied, i):
            try:
                yield ast.unparse(ast.fix_missing_locations(copied)) + "\n"
            except (ValueError, RecursionError):
                yield None


def repair(node, field, block):
    if not block and field == "body":
        block.append(ast.Pass())


def dropped_runs(source):
    """Halves and quarters of long blocks at once."""
    def places(tree):
        return [(n, f, b, start, size) for n, f, b in lists(tree) if len(b) >= 4 for size in (len(b) // 2, max(2, len(b) // 4))
                for start in range(0, len(b), size) if start in steps(n, f, b)]

    def change(tree, i):
        node, field, block, start, size = places(tree)[i]
        del block[start:start + size]
        repair(node, field, block)
        return True
    return variants(source, lambda tree: len(places(tree)), change)


def dropped(source):
    def places(tree):
        return [(n, f, b, k) for n, f, b in lists(tree) for k in steps(n, f, b) if not isinstance(b[k], ast.Pass)]

    def change(tree, i):
        node, field, block, k = places(tree)[i]
        del block[k]
        repair(node, field, block)
        if isinstance(node, ast.Try) and not node.handlers and not node.finalbody:
            return False
        return not (isinstance(node, ast.Match) and not node.cases)
    return variants(source, lambda tree: len(places(tree)), change)


def unwrapped(source):
    def places(tree):
        return [(b, k) for n, f, b in lists(tree) for k in steps(n, f, b) if isinstance(b[k], (ast.If, ast.For, ast.While, ast.Try, ast.With))]

    def change(tree, i):
        block, k = places(tree)[i]
        block[k:k + 1] = block[k].body + getattr(block[k], "finalbody", [])
        return True
    return variants(source, lambda tree: len(places(tree)), change)


def simpler_expressions(source):
    def places(tree):
        found = []
        for node in ast.walk(tree):
            for field, value in ast.iter_fields(node):
                if field in ("func", "target", "targets", "ctx", "annotation", "decorator_list", "keywords", "bases"):
                    continue
                values = [(None, value)] if isinstance(value, ast.expr) else [(k, v) for k, v in enumerate(value) if isinstance(v, ast.expr)] if isinstance(value, list) else []
                for k, v in values:
                    if isinstance(v, (ast.Constant, ast.Name)) or not isinstance(getattr(v, "ctx", ast.Load()), ast.Load):
                        continue
                    found += [(node, field, k, part) for part in ast.iter_child_nodes(v) if isinstance(part, ast.expr)]
                    found.append((node, field, k, ast.Constant(1)))
        return found

    def change(tree, i):
        node, field, k, part = places(tree)[i]
        if k is None:
            setattr(node, field, part)
        else:
            getattr(node, field)[k] = part
        return True
    return variants(source, lambda tree: len(places(tree)), change)
