"""datetime: construction, arithmetic, formatting, parsing, time zones."""
from datetime import date, datetime, time, timedelta, timezone
d = datetime(2024, 2, 29, 13, 5, 9, 123456)
print(d, repr(d), d.isoformat(), d.date(), d.time(), d.weekday(), d.isoweekday(), d.isocalendar(), d.timetuple().tm_yday, d.toordinal(), d.replace(year=2023, day=1), d.strftime("%Y/%m/%d %H:%M:%S.%f %j %a %A %b %B %p %I %y %U %%"), f"{d:%d.%m.%Y}")
print(d + timedelta(days=1, hours=12), d - timedelta(weeks=1), d - datetime(2024, 1, 1), date(2024, 3, 1) - date(2023, 3, 1), d < datetime(2025, 1, 1), max(date(2020, 1, 1), date(2021, 1, 1)), date.fromisoformat("2024-12-31"), datetime.fromisoformat("2024-01-02T03:04:05+02:00"), datetime.strptime("03 Jan 2024 14:30", "%d %b %Y %H:%M"))
t = timedelta(days=-1, seconds=5, microseconds=7)
print(t, repr(t), t.total_seconds(), abs(t), t * 2, timedelta(hours=5) / 2, timedelta(hours=5) // timedelta(hours=2), divmod(timedelta(minutes=61), timedelta(hours=1)), timedelta(seconds=90), str(timedelta(days=3)), timedelta.max, sum([timedelta(1), timedelta(2)], timedelta()))
u = datetime(2024, 1, 1, 12, tzinfo=timezone.utc)
z = timezone(timedelta(hours=5, minutes=30), "IST")
print(u, u.astimezone(z), z, u.tzname(), u.utcoffset(), u.timestamp(), datetime.fromtimestamp(0, timezone.utc), u == u.astimezone(z), time(1, 2, 3).isoformat(), time.fromisoformat("04:05"), u.isoformat(timespec="minutes"), hash(u) == hash(u.astimezone(z)))
print(date(2024, 2, 29).replace(year=2023, day=28), date.min, date.max, datetime.combine(date(2020, 1, 2), time(3, 4)), date(2024, 1, 1).ctime(), date.fromordinal(738000), date.fromisocalendar(2024, 1, 1))
for f in (lambda: date(2023, 2, 29), lambda: datetime(2024, 13, 1), lambda: time(25), lambda: u < d, lambda: date.fromisoformat("nope"), lambda: datetime.strptime("x", "%Y"), lambda: d + 5, lambda: timedelta(days=10**10), lambda: date.max + timedelta(1), lambda: datetime(2024, 1, 1, tzinfo=5), lambda: timedelta(1) / 0, lambda: date()):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
