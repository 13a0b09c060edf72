import codecs, importlib.machinery, importlib.util, os, runpy, site, sys, traceback, zipimport, _collections_abc
for m in [os, codecs, site, runpy, importlib.util, importlib.machinery, zipimport, _collections_abc, os.path, sys.modules['_frozen_importlib']]:
    s = m.__spec__
    print(m.__name__, os.path.basename(m.__file__), s.origin, s.loader, m.__loader__, s.has_location, s.cached, hasattr(m, '__cached__'), s.loader_state and s.loader_state.origname)
print(os.makedirs.__code__.co_filename, os.path.join.__code__.co_filename)
for f in (lambda: os.makedirs(os.getcwd()), lambda: os.environ['nope'], lambda: codecs.getincrementaldecoder('utf-8')().decode(b'\xff')):
    try:
        f()
    except Exception as e:
        t = traceback.extract_tb(e.__traceback__)
        print(type(e).__name__, [(x.filename, x.lineno, x.line) for x in t[2:]])
