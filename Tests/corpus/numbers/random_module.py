"""The Mersenne Twister gives CPython's numbers for a seed."""
import random
random.seed(12345)
print(random.random(), random.random())
print([random.randrange(100) for _ in range(8)], random.randint(-5, 5), random.getrandbits(70), random.getrandbits(5))
print(random.choice("abcdef"), random.sample(range(100), 5), random.choices([1, 2, 3], weights=[5, 1, 1], k=6))
deck = list(range(12))
random.shuffle(deck)
print(deck, random.uniform(1, 2), random.gauss(0, 1), random.expovariate(2), random.triangular(0, 1, 0.5))
other = random.Random("a text seed")
print(other.random(), other.randbytes(4), other.betavariate(1, 2), other.normalvariate(0, 1))
state = other.getstate()
a = [other.random() for _ in range(3)]
other.setstate(state)
print(a == [other.random() for _ in range(3)])
for f in (lambda: random.randrange(0), lambda: random.choice([]), lambda: random.sample([1], 2), lambda: random.randint(1.5, 3)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
