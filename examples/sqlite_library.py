"""A lending library in an in-memory SQLite database: joins, aggregates, transactions, a Python function in SQL."""
import sqlite3

SCHEMA = """
create table book (id integer primary key, title text not null, author text not null, year integer);
create table loan (book integer references book, reader text not null, days integer check (days > 0));
create index loan_book on loan (book);
"""
BOOKS = [("Dune", "Herbert", 1965), ("Emma", "Austen", 1815), ("Persuasion", "Austen", 1817), ("Ulysses", "Joyce", 1922),
         ("Momo", "Ende", 1973)]


def main():
    db = sqlite3.connect(":memory:")
    db.row_factory = sqlite3.Row
    db.executescript(SCHEMA)
    db.executemany("insert into book (title, author, year) values (?, ?, ?)", BOOKS)
    for i in range(20):
        db.execute("insert into loan values (:book, :reader, :days)", {"book": i * i % 5 + 1, "reader": "r%d" % (i % 3), "days": i % 7 + 1})
    db.commit()
    db.create_function("initials", 1, lambda text: "".join([word[0] for word in text.split()]))
    for row in db.execute("""select title, count(loan.book) as times, coalesce(sum(days), 0) as days, initials(author) as i
                             from book left join loan on loan.book = book.id group by book.id order by times desc, title"""):
        print("%-12s lent %2d times for %2d days (%s.)" % (row["title"], row["times"], row["days"], row["i"]))
    try:
        with db:
            db.execute("insert into loan values (1, 'r9', 3)")
            db.execute("insert into loan values (1, 'r9', 0)")
    except sqlite3.IntegrityError as error:
        print("refused:", error)
    print("loans:", db.execute("select count(*) from loan").fetchone()[0])
    print("authors:", [tuple(row) for row in db.execute("select author, count(*), min(year) from book group by author having count(*) > 1")])
    print("longest:", db.execute("select reader, sum(days) from loan group by reader order by 2 desc").fetchmany(2)[0][:])
    db.close()


main()
