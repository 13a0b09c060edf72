from _kernel import measure


def advance(x, y, z, vx, vy, vz, m, steps, dt):
    n = len(m)
    for _ in range(steps):
        for i in range(n):
            for j in range(i + 1, n):
                dx = x[i] - x[j]
                dy = y[i] - y[j]
                dz = z[i] - z[j]
                d = dx * dx + dy * dy + dz * dz + 0.01
                f = dt / (d * d ** 0.5)
                vx[i] -= dx * m[j] * f
                vy[i] -= dy * m[j] * f
                vz[i] -= dz * m[j] * f
                vx[j] += dx * m[i] * f
                vy[j] += dy * m[i] * f
                vz[j] += dz * m[i] * f
        for i in range(n):
            x[i] += dt * vx[i]
            y[i] += dt * vy[i]
            z[i] += dt * vz[i]


def run(n, steps):
    x, y, z = [k * 1.5 for k in range(n)], [k * k * 0.25 for k in range(n)], [2.0 - k for k in range(n)]
    vx, vy, vz, m = [0.1] * n, [0.0] * n, [-0.2] * n, [1.0 + k for k in range(n)]
    advance(x, y, z, vx, vy, vz, m, steps, 0.001)
    return x[0]


measure(run, 8, 100)
