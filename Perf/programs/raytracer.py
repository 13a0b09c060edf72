"""Renders spheres over a plane with reflections: operators overloaded on vectors, polymorphic scene objects."""
from math import sqrt

from _bench import run


class Vector:
    __slots__ = ("x", "y", "z")

    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def __mul__(self, k):
        return Vector(self.x * k, self.y * k, self.z * k)

    __rmul__ = __mul__

    def __neg__(self):
        return Vector(-self.x, -self.y, -self.z)

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def normalized(self):
        return self * (1.0 / sqrt(self.dot(self)))

    def reflected(self, normal):
        return self - normal * (2.0 * self.dot(normal))


class Ray:
    def __init__(self, origin, direction):
        self.origin = origin
        self.direction = direction

    def at(self, t):
        return self.origin + self.direction * t


class Sphere:
    def __init__(self, centre, radius, colour, shine):
        self.centre = centre
        self.radius = radius
        self.colour = colour
        self.shine = shine

    def hit(self, ray):
        to_centre = self.centre - ray.origin
        along = to_centre.dot(ray.direction)
        discriminant = self.radius * self.radius - to_centre.dot(to_centre) + along * along
        if discriminant < 0.0:
            return None
        root = sqrt(discriminant)
        near = along - root
        if near > 1e-6:
            return near
        far = along + root
        return far if far > 1e-6 else None

    def normal(self, point):
        return (point - self.centre).normalized()

    def colour_at(self, point):
        return self.colour


class Floor:
    shine = 0.1

    def __init__(self, height, light, dark):
        self.height = height
        self.light = light
        self.dark = dark

    def hit(self, ray):
        if ray.direction.y > -1e-6:
            return None
        t = (self.height - ray.origin.y) / ray.direction.y
        return t if t > 1e-6 else None

    def normal(self, point):
        return Vector(0.0, 1.0, 0.0)

    def colour_at(self, point):
        return self.light if (int(point.x + 1000.0) + int(point.z + 1000.0)) % 2 else self.dark


class Scene:
    def __init__(self, things, lamp):
        self.things = things
        self.lamp = lamp
        self.rays = 0

    def nearest(self, ray):
        best = None
        thing = None
        for candidate in self.things:
            t = candidate.hit(ray)
            if t is not None and (best is None or t < best):
                best = t
                thing = candidate
        return best, thing

    def trace(self, ray, depth):
        self.rays += 1
        t, thing = self.nearest(ray)
        if thing is None:
            return Vector(0.2, 0.3, 0.5) * (0.5 + 0.5 * abs(ray.direction.y))
        point = ray.at(t)
        normal = thing.normal(point)
        colour = thing.colour_at(point)
        to_lamp = (self.lamp - point).normalized()
        _, blocker = self.nearest(Ray(point + normal * 1e-4, to_lamp))
        light = 0.15 if blocker is not None else 0.15 + 0.85 * max(0.0, normal.dot(to_lamp))
        result = colour * light
        if depth > 0 and thing.shine > 0.0:
            bounce = Ray(point + normal * 1e-4, ray.direction.reflected(normal))
            result = result * (1.0 - thing.shine) + thing.shine * self.trace(bounce, depth - 1)
        return result


def main(n):
    things = [Floor(-1.0, Vector(0.9, 0.9, 0.8), Vector(0.2, 0.2, 0.2))]
    for i in range(5):
        colour = Vector(0.3 + 0.14 * i, 0.9 - 0.15 * i, 0.5)
        things.append(Sphere(Vector(i * 1.1 - 2.2, 0.1 * i - 0.4, 4.0 + (i % 2) * 1.3), 0.6, colour, 0.1 * i))
    scene = Scene(things, Vector(-4.0, 6.0, -2.0))
    eye = Vector(0.0, 0.4, -2.0)
    red = green = blue = 0.0
    for y in range(n):
        for x in range(n):
            direction = Vector(2.0 * x / n - 1.0, 1.0 - 2.0 * y / n, 2.0).normalized()
            c = scene.trace(Ray(eye, direction), 3)
            red += c.x
            green += c.y
            blue += c.z
    return "%d %.6f %.6f %.6f" % (scene.rays, red, green, blue)


DEFAULT = 200
EXPECTED = {
    8: "104 15.509789 17.921737 21.729961",
    200: "68180 9358.544858 10937.579420 12751.433125",
    330: "185817 25531.178905 29817.365805 34729.279629",
}

if __name__ == "__main__":
    run(main, DEFAULT, EXPECTED)
