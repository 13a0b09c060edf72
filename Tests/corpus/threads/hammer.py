"""The cases of Perf/micro/stress.py, a tenth of a second each; for a minute: stress.py 60."""
import runpy
import sys

sys.argv = ["stress.py", "2.5"]
runpy.run_path("../../../Perf/micro/stress.py", run_name="__main__")
