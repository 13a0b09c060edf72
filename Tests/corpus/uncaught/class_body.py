"""An error in a class body, with a decorator and metaclass around."""
def deco(c):
    return c
@deco
class Config:
    size = 10
    half = size // 2
    broken = undefined_name + half
