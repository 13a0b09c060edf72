"""A function that is traced and profiled by the same callback, which ends one of them at any event."""
import sys

counts = {}
events = 0


def callback(frame, event, arg):
    global events
    if frame.f_code.co_name not in ('<lambda>', 'calls'):
        return
    key = frame.f_code.co_name + ' ' + event
    counts[key] = counts.get(key, 0) + 1
    events += 1
    if events == last:
        end(None)
    return callback


def calls():
    for i in range(4):
        begin(callback)
        (lambda v: v * 2)(i)
    sys.settrace(None)
    sys.setprofile(None)


for end, begin in ((sys.settrace, sys.setprofile), (sys.setprofile, sys.settrace)):
    for last in range(1, 24):
        events = 0
        counts.clear()
        (sys.settrace if begin is sys.setprofile else sys.setprofile)(callback)
        calls()
        print(last, sorted(counts.items()))
