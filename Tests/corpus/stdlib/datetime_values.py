"""Dates, times, zones and durations: construction, arithmetic, text, errors, pickles."""
import pickle
from datetime import date, datetime, time, timedelta, timezone, tzinfo


class Zone(tzinfo):
    def utcoffset(self, dt):
        return timedelta(hours=2 if dt is not None and dt.fold == 0 else 1)

    def dst(self, dt):
        return timedelta(hours=1)

    def tzname(self, dt):
        return "100% Z"


class D(date):
    pass


class T(datetime):
    pass


CASES = """date(2000, 13, 1)
date(2000, 1, 32)
date(2000, 1)
date(1, 1, 1) - timedelta(1)
date.fromisoformat('2000-W01-1')
date.fromisoformat('x')
date.fromisocalendar(2000, 54, 1)
date(2000, 1, 1) < datetime(2000, 1, 1)
date(2000, 1, 1) == datetime(2000, 1, 1)
date(2000, 1, 1).isocalendar()
date(2000, 1, 1).strftime('%f %z %Z %Y %j')
D(2000, 1, 1) + timedelta(1)
type(T(2000, 1, 1) + timedelta(1))
time(25)
time(1, 2, 3, 4, timezone.utc, fold=1)
time(1).isoformat('foo')
time.fromisoformat('01:02:03,123')
time.fromisoformat('010203Z')
time.fromisoformat('01:02:03+01:02:03.5')
time(1) < time(1, tzinfo=timezone.utc)
datetime(2000, 1, 1) - datetime(2000, 1, 1, tzinfo=timezone.utc)
datetime(2000, 1, 1) == datetime(2000, 1, 1, tzinfo=timezone.utc)
datetime.fromisoformat('20000101T010203.123456789Z')
datetime.fromisoformat('2000W011T01')
datetime.fromtimestamp(-1.5, timezone.utc)
datetime.strptime('2001-02-03 04:05:06.7 +0100', '%Y-%m-%d %H:%M:%S.%f %z')
datetime(2000, 1, 1, tzinfo=Zone()).strftime('%z %Z %:z')
datetime(2000, 1, 1, 12, tzinfo=Zone()).astimezone(timezone.utc)
datetime(2000, 1, 1, fold=1, tzinfo=Zone()) == datetime(2000, 1, 1, tzinfo=Zone())
datetime(2000, 1, 1, 1, 2, 3, 4, timezone(timedelta(hours=1), 'X'), fold=1)
datetime(2020, 3, 1, 12, tzinfo=timezone.utc) - datetime(2020, 2, 28, tzinfo=timezone(timedelta(hours=5)))
datetime(9999, 12, 31) + timedelta(1)
timedelta('x')
timedelta(1.5, 0.1, 0.5)
timedelta(1) / timedelta(0)
divmod(timedelta(10), timedelta(3))
timedelta(1) / 1.7
timedelta(1) * float('nan')
timedelta(999999999) * 2
str(timedelta(-1, 3, 4))
timedelta(microseconds=1.5)
timezone(timedelta(1))
timezone(timedelta(hours=-1, minutes=30))
timezone.utc.fromutc(datetime(2000, 1, 1))
tzinfo().utcoffset(None)
datetime(2000, 1, 1, tzinfo=timezone.utc, fold=1).__reduce_ex__(4)
pickle.loads(pickle.dumps(datetime(2000, 1, 1, 2, 3, 4, 5, timezone.utc)))
date(b'\\x07\\xd0\\x01\\x01')
datetime(2020, 3, 1, 12, tzinfo=timezone.utc).timestamp()
f"{datetime(2020, 3, 1, 12):%H-%M} {date(2020, 1, 1):%d} {time(1, 2):%M}"
datetime(2020, 3, 1).replace(year=2021, fold=1)
hash(datetime(2020, 3, 1, 12, tzinfo=timezone.utc)) == hash(datetime(2020, 3, 1, 13, tzinfo=timezone(timedelta(hours=1))))"""
for case in CASES.splitlines():
    try:
        print(case, "->", repr(eval(case)))
    except Exception as e:
        print(case, "->", type(e).__name__, e)


from datetime import date, datetime, timedelta
for y in date(2020, 1, 2), datetime(2020, 1, 1), timedelta(3):
    for x in date(2020, 1, 9), datetime(2020, 1, 8, 5), timedelta(4, 7), 3, "s":
        print(y, x, [getattr(y, op)(x) for op in ("__rsub__", "__radd__", "__rdivmod__", "__rmod__", "__rtruediv__", "__rfloordiv__", "__rmul__") if hasattr(y, op)])
