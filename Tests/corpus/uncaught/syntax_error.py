print("never printed")
def f(x):
    if x = 5:
        return 1
