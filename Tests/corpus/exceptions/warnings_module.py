"""warnings: filters, recording, errors, categories."""
import warnings
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always")
    warnings.warn("plain")
    warnings.warn("dep", DeprecationWarning)
    warnings.warn(RuntimeWarning("instance"))
    print([(x.category.__name__, str(x.message)) for x in w])
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try:
        warnings.warn("as error", UserWarning)
    except UserWarning as e:
        print("raised", e)
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("default")
    for _ in range(3):
        warnings.warn("once per place")
    print(len(w))
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("ignore")
    warnings.warn("silent")
    print(len(w))
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always")
    exec("1 is 1\nassert (1, 'x')\nx = '\\d'\n", {})
    print([(x.category.__name__, str(x.message)) for x in w])
class Mine(UserWarning): pass
with warnings.catch_warnings(record=True) as w:
    warnings.resetwarnings()
    warnings.filterwarnings("ignore", message="skip.*")
    warnings.warn("skip this", Mine)
    warnings.warn("keep this", Mine)
    print([str(x.message) for x in w], issubclass(Mine, Warning))
for f in (lambda: warnings.warn("x", int), lambda: warnings.simplefilter("bogus"), lambda: warnings.warn()):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
for source in r"'\e' $", r"'\e' + (", r"['\z', '\400', 1if 2else 3", r"f'\q{1'":
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter("always")
        try: eval(source)
        except SyntaxError as e: print([str(x.message) for x in w], [x.lineno for x in w], e)
