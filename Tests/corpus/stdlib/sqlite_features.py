"""sqlite3: types, parameters, factories, adapters and converters, functions, transactions, blobs, errors."""
import datetime
import sqlite3
import warnings

db = sqlite3.connect(":memory:", detect_types=sqlite3.PARSE_DECLTYPES | sqlite3.PARSE_COLNAMES)
cur = db.cursor()
print(cur.execute("create table t (id integer primary key, name text, x real, data blob)").rowcount, cur.description)
cur.execute("insert into t (name, x, data) values (?, ?, ?)", ("a", 1.5, b"\0\1"))
print(cur.rowcount, cur.lastrowid, db.in_transaction)
cur.executemany("insert into t (name, x) values (?, ?)", [("b%d" % i, i) for i in range(5)])
print(cur.rowcount, cur.lastrowid, db.total_changes)
db.commit()
print(db.in_transaction, cur.execute("select * from t where id < ?", [3]).fetchall())
print([d[0] for d in cur.description], cur.fetchone())
print(cur.execute("select name from t order by id").fetchmany(2), cur.fetchone(), len(cur.fetchall()))
print(list(cur.execute("select :a, :b, @c", {"a": 2 ** 40, "b": "\u00fc\U0001f600", "c": None})))
cur.row_factory = lambda c, row: dict(zip([d[0] for d in c.description], row))
print(cur.execute("select id, name from t limit 1").fetchall())
db.row_factory = sqlite3.Row
row = db.execute("select id as Number, name from t").fetchone()
print(row.keys(), row["number"], row[1], row[-1], tuple(row), len(row), row == row, row[0:1])
for key in ("none", 5, 1.5):
    try:
        row[key]
    except IndexError as e:
        print(e)
db.row_factory = None


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __conform__(self, protocol):
        if protocol is sqlite3.PrepareProtocol:
            return "%s;%s" % (self.x, self.y)


sqlite3.register_converter("point", lambda text: Point(*map(int, text.split(b";"))))
sqlite3.register_adapter(complex, lambda z: "%r %r" % (z.real, z.imag))
db.execute("create table p (p point, d date)")
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    db.execute("insert into p values (?, ?)", (Point(3, 4), datetime.date(2024, 2, 29)))
    p, day = db.execute("select p, d from p").fetchone()
    print(p.x, p.y, day, db.execute("select ?", (1 + 2j,)).fetchone())
    print(db.execute('select p as "p [point]" from p').fetchone()[0].y)

db.create_function("twice", 1, lambda v: v * 2, deterministic=True)
db.create_function("fails", 0, lambda: 1 / 0)


class Mean:
    def __init__(self):
        self.total = self.count = 0

    def step(self, v):
        self.total += v
        self.count += 1

    def finalize(self):
        return self.total / self.count

    def value(self):
        return self.total

    def inverse(self, v):
        self.total -= v


db.create_aggregate("mean", 1, Mean)
db.create_window_function("runsum", 1, Mean)
db.create_collation("backwards", lambda a, b: (a < b) - (a > b))
print(db.execute("select twice('ab'), twice(21), twice(1.5)").fetchone(), db.execute("select mean(x) from t where x > 0").fetchone())
print(db.execute("select name from t order by name collate backwards limit 2").fetchall())
print(db.execute("select id, runsum(id) over (order by id rows between 1 preceding and current row) from t limit 3").fetchall())


def attempt(f):
    try:
        print("no error:", f())
    except Exception as e:
        print(type(e).__module__, type(e).__name__, e, getattr(e, "sqlite_errorname", None))


attempt(lambda: db.execute("select fails()"))
attempt(lambda: db.execute("select * from nowhere"))
attempt(lambda: db.execute("insert into t (id) values (1)"))
attempt(lambda: db.execute("select ?", ()))
attempt(lambda: db.execute("select ?", {"a": 1}))
attempt(lambda: db.execute("select :a", {}))
attempt(lambda: db.execute("select ?", (object,)))
attempt(lambda: db.execute("select ?", (2 ** 63,)))
attempt(lambda: db.execute("select 1; select 2"))
attempt(lambda: db.execute("sel"))
attempt(lambda: db.execute(5))
attempt(lambda: db.executemany("select ?", [(1,)]))
attempt(lambda: sqlite3.connect("/no/such/folder/db"))
attempt(lambda: setattr(db, "isolation_level", "nonsense"))
try:
    with db:
        db.execute("delete from t")
        raise KeyError("back")
except KeyError:
    print(db.execute("select count(*) from t").fetchone())
db.executescript("create table q (a); insert into q values (1); insert into q values (2);")
print(db.execute("select sum(a) from q").fetchone(), list(db.iterdump())[-3:])
db.execute("insert into t (id, data) values (100, zeroblob(8))")
with db.blobopen("t", "data", 100) as blob:
    blob.write(b"abc")
    blob[4] = 33
    blob.seek(0)
    print(len(blob), blob.read(), blob[0:3])
other = sqlite3.connect(":memory:")
db.commit()
db.backup(other, pages=1, progress=lambda status, remaining, total: None)
print(other.execute("select count(*) from t").fetchone())
copy = sqlite3.connect(":memory:")
copy.deserialize(other.serialize())
print(copy.execute("select count(*) from q").fetchone())
new = sqlite3.connect(":memory:", autocommit=False)
print(new.in_transaction, new.autocommit, sqlite3.connect(":memory:", isolation_level=None).in_transaction)
db.text_factory = bytes
print(db.execute("select 'text'").fetchone())
db.set_authorizer(lambda *a: sqlite3.SQLITE_DENY if a[1] == "q" else sqlite3.SQLITE_OK)
attempt(lambda: db.execute("select * from q"))
db.set_authorizer(None)
seen = []
db.set_trace_callback(seen.append)
db.execute("select ?", (5,))
print(seen, sqlite3.complete_statement("select 1;"), db.getlimit(sqlite3.SQLITE_LIMIT_ATTACHED))
for x in (db, other, copy, new):
    x.close()
attempt(lambda: db.execute("select 1"))
