# The program's end waits for its threads that are no daemons, and for those that they start.
import atexit, sys, threading, time

main = threading.current_thread()

def second():
    time.sleep(0.01)
    print("second", sys.is_finalizing())

def first():
    main.join()
    print("main has ended")
    threading.Thread(target=second).start()

class Gated(type(threading.RLock())):
    def __init__(self, a, *, b): super().__init__()

with Gated(1, b=2): print("locked")
atexit.register(lambda: print("exit functions", threading.active_count() - 1, sys.is_finalizing()))
threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
threading.Thread(target=first).start()
print("end")
raise SystemExit
