"""try, except, else, finally: every path, with return, break, continue and nested finals."""
def flow(kind):
    log = []
    try:
        log.append("try")
        if kind == "value": raise ValueError
        if kind == "key": raise KeyError
        if kind == "other": raise OSError
    except ValueError:
        log.append("value")
    except (KeyError, IndexError) as e:
        log.append(type(e).__name__)
    except:
        log.append("bare")
    else:
        log.append("else")
    finally:
        log.append("finally")
    return log
for k in ("none", "value", "key", "other"):
    print(flow(k))
def ret():
    try:
        return "try"
    finally:
        print("finally runs", end=" ")
def override():
    try:
        return "try"
    finally:
        return "finally"
def swallow():
    for i in range(3):
        try:
            raise ValueError
        finally:
            if i == 1: break
            continue
    return i
def loop():
    out = []
    for i in range(5):
        try:
            if i == 1: continue
            if i == 3: break
            out.append(i)
        finally:
            out.append("f%d" % i)
    else:
        out.append("else")
    return out
print(ret(), override(), swallow(), loop())
def nested():
    try:
        try:
            1 / 0
        finally:
            print("inner", end=" ")
    except ZeroDivisionError:
        print("outer", end=" ")
        try:
            raise KeyError
        except KeyError:
            print("again", end=" ")
    else:
        print("no")
    return "done"
print(nested())
def gone():
    try:
        raise ValueError("v")
    except ValueError as e:
        pass
    try:
        e
    except UnboundLocalError as err:
        print(err)
gone()
def changed():
    x = 1
    try:
        return x
    finally:
        x = 2
print(changed())
def deep(n):
    try:
        if n == 0: raise LookupError("bottom")
        deep(n - 1)
    finally:
        print(n, end=" ")
try:
    deep(4)
except LookupError as e:
    print(e)
