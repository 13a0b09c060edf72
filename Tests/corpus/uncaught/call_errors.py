"""A wrong call of a method names its qualified name."""
class Robot:
    def move(self, x, y, *, speed):
        pass
Robot().move(1, speed=2, direction=3)
