"""cProfile: counts of calls, recursion and callers."""
import cProfile
import gc
import pstats


def leaf(n):
    return len(str(n))


def tree(n):
    if n == 0:
        return leaf(n)
    return tree(n - 1) + tree(n - 1)


gc.collect()  # what imports left over has callbacks, which would be counted too
profile = cProfile.Profile()
profile.enable()
tree(3)
sorted([3, 1, 2], key=lambda x: -x)
profile.disable()
stats = pstats.Stats(profile)
for (file, line, name), (cc, nc, tt, ct, callers) in sorted(stats.stats.items(), key=lambda item: item[0][2]):
    # Callbacks of what is collected meanwhile are others' and call others.
    if file not in (__file__, "~") or callers and not any(key[0] == __file__ or key[0] == "~" for key in callers): continue
    print(name, cc, nc, tt >= 0, ct >= tt, sorted((key[2], value[0]) for key, value in callers.items()))
with cProfile.Profile() as p:
    [].append(1)
print(sorted(label[2] for label in pstats.Stats(p).stats))
print(cProfile.Profile().runcall(leaf, 1234))

import sys
p.enable()
print(sys.monitoring.get_tool(sys.monitoring.PROFILER_ID))
p.disable()
print(sys.monitoring.get_tool(sys.monitoring.PROFILER_ID))
sys.monitoring.use_tool_id(sys.monitoring.PROFILER_ID, "mine")
try:
    p.enable()
except ValueError as e:
    print(e)
sys.monitoring.free_tool_id(sys.monitoring.PROFILER_ID)

# A timer that fails ends nothing.
failing = cProfile.Profile(lambda: int)
shown, sys.unraisablehook = [], lambda args: shown.append(args.exc_type)
failing.enable()
failing.disable()
sys.unraisablehook = sys.__unraisablehook__
print(shown[0], sys.monitoring.get_tool(sys.monitoring.PROFILER_ID))
