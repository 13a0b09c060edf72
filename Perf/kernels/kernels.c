/* The kernels in C, with the checks that Python's meaning asks for: of indices, and of overflow. gcc -O3 -march=native -ffp-contract=off kernels.c -lm */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef int64_t i64;

static void fail(void) { abort(); }
static inline i64 add(i64 a, i64 b) { i64 r; if (__builtin_add_overflow(a, b, &r)) fail(); return r; }
static inline i64 mul(i64 a, i64 b) { i64 r; if (__builtin_mul_overflow(a, b, &r)) fail(); return r; }
static inline i64 at(i64 i, i64 n) { if ((uint64_t)i >= (uint64_t)n) fail(); return i; }

#define N 10000
static double fx[N], fy[N], fz[N];
static i64 ix[N], iy[20000], counts[256];
static unsigned char text[44 * 300 + 1];

__attribute__((noipa)) static double axpy(double a, double *x, i64 nx, double *y, i64 ny)
{
    for (i64 i = 0; i < nx; i++) y[at(i, ny)] = a * x[at(i, nx)] + y[at(i, ny)];
    return y[7];
}

__attribute__((noipa)) static double dot(double *x, i64 nx, double *y, i64 ny)
{
    double s = 0;
    for (i64 i = 0; i < nx; i++) s += x[at(i, nx)] * y[at(i, ny)];
    return s;
}

__attribute__((noipa)) static double polynomial(double *x, i64 nx, double *y, i64 ny)
{
    for (i64 i = 0; i < nx; i++) {
        double v = x[at(i, nx)];
        y[at(i, ny)] = (((0.5 * v - 1.25) * v + 3.0) * v - 0.125) * v + 2.0;
    }
    return y[77];
}

__attribute__((noipa)) static i64 prefix_sum(i64 *x, i64 nx, i64 *y, i64 ny)
{
    i64 s = 0;
    for (i64 i = 0; i < nx; i++) {
        s = add(s, x[at(i, nx)]);
        y[at(i, ny)] = s;
    }
    return s;
}

__attribute__((noipa)) static i64 sieve(i64 *f, i64 n)
{
    for (i64 i = 0; i < n; i++) f[at(i, n)] = 1;
    for (i64 i = 2; mul(i, i) < n; i = add(i, 1))
        if (f[at(i, n)])
            for (i64 j = i * i; j < n; j += i) f[at(j, n)] = 0;
    i64 c = 0;
    for (i64 i = 2; i < n; i++) c = add(c, f[at(i, n)]);
    return c;
}

__attribute__((noipa)) static i64 int_sum(i64 *x, i64 n)
{
    i64 s = 0;
    for (i64 i = 0; i < n; i++) s = add(s, x[i]);
    return s;
}

__attribute__((noipa)) static i64 histogram(i64 *x, i64 n, i64 *c, i64 nc)
{
    for (i64 k = 0; k < nc; k++) c[at(k, nc)] = 0;
    for (i64 i = 0; i < n; i++) {
        i64 *p = &c[at(x[i] & 255, nc)];
        *p = add(*p, 1);
    }
    return c[17];
}

__attribute__((noipa)) static double matmul(double *a, double *b, double *c, i64 size, i64 n)
{
    for (i64 i = 0; i < n; i++) {
        for (i64 j = 0; j < n; j++) c[at(i * n + j, size)] = 0;
        for (i64 k = 0; k < n; k++) {
            double v = a[at(i * n + k, size)];
            for (i64 j = 0; j < n; j++) c[at(i * n + j, size)] += v * b[at(k * n + j, size)];
        }
    }
    return c[n + 1];
}

__attribute__((noipa)) static double stencil(double *a, double *b, i64 size, i64 n)
{
    for (i64 i = 1; i < n - 1; i++)
        for (i64 j = 1; j < n - 1; j++) {
            i64 k = i * n + j;
            b[at(k, size)] = 0.2 * (a[at(k, size)] + a[at(k - 1, size)] + a[at(k + 1, size)] + a[at(k - n, size)] + a[at(k + n, size)]);
        }
    return b[n + 1];
}

__attribute__((noipa)) static i64 mandelbrot(i64 w, i64 h)
{
    i64 total = 0;
    for (i64 y = 0; y < h; y++) {
        double ci = 2.0 * y / h - 1.0;
        for (i64 x = 0; x < w; x++) {
            double cr = 2.0 * x / w - 1.5, zr = 0, zi = 0;
            i64 n = 0;
            while (n < 50 && zr * zr + zi * zi <= 4.0) {
                double t = zr * zr - zi * zi + cr;
                zi = 2.0 * zr * zi + ci;
                zr = t;
                n = add(n, 1);
            }
            total = add(total, n);
        }
    }
    return total;
}

__attribute__((noipa)) static double nbody(i64 n, i64 steps)
{
    static double x[64], y[64], z[64], vx[64], vy[64], vz[64], m[64];
    const double dt = 0.001;
    for (i64 k = 0; k < n; k++) {
        x[k] = k * 1.5; y[k] = k * k * 0.25; z[k] = 2.0 - k;
        vx[k] = 0.1; vy[k] = 0; vz[k] = -0.2; m[k] = 1.0 + k;
    }
    for (i64 s = 0; s < steps; s++) {
        for (i64 i = 0; i < n; i++)
            for (i64 j = i + 1; j < n; j++) {
                double dx = x[at(i, n)] - x[at(j, n)], dy = y[at(i, n)] - y[at(j, n)], dz = z[at(i, n)] - z[at(j, n)];
                double d = dx * dx + dy * dy + dz * dz + 0.01;
                double f = dt / (d * pow(d, 0.5));
                vx[i] -= dx * m[j] * f; vy[i] -= dy * m[j] * f; vz[i] -= dz * m[j] * f;
                vx[j] += dx * m[i] * f; vy[j] += dy * m[i] * f; vz[j] += dz * m[i] * f;
            }
        for (i64 i = 0; i < n; i++) {
            x[i] += dt * vx[i]; y[i] += dt * vy[i]; z[i] += dt * vz[i];
        }
    }
    return x[0];
}

__attribute__((noipa)) static i64 collatz(i64 n)
{
    i64 best = 0;
    for (i64 i = 1; i < n; i++) {
        i64 k = i, c = 0;
        while (k != 1) {
            k = k & 1 ? add(mul(3, k), 1) : k >> 1;
            c = add(c, 1);
        }
        if (c > best) best = c;
    }
    return best;
}

__attribute__((noipa)) static i64 xorshift(i64 x, i64 n)
{
    for (i64 k = 0; k < n; k++) {
        i64 t;
        if (__builtin_mul_overflow(x, 1 << 13, &t)) fail();
        x ^= t & 0xFFFFFFFF;
        x ^= x >> 17;
        if (__builtin_mul_overflow(x, 1 << 5, &t)) fail();
        x ^= t & 0xFFFFFFFF;
    }
    return x;
}

__attribute__((noipa)) static i64 digit_sums(i64 n)
{
    i64 total = 0;
    for (i64 i = 0; i < n; i++)
        for (i64 k = i; k > 0; k /= 10) total = add(total, k % 10);
    return total;
}

__attribute__((noipa)) static i64 bytes_scan(const unsigned char *data, i64 n)
{
    i64 words = 0, inside = 0;
    for (i64 i = 0; i < n; i++) {
        if (data[i] == 32 || data[i] == 10) inside = 0;
        else if (inside == 0) { inside = 1; words = add(words, 1); }
    }
    return words;
}

__attribute__((noipa)) static i64 fib(i64 n)
{
    return n < 2 ? n : add(fib(n - 1), fib(n - 2));
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return t.tv_sec * 1e6 + t.tv_nsec * 1e-3;
}

static volatile double sink;

/* The best average of a batch that takes two milliseconds: a thread's clock may stand still for some microseconds. */
#define MEASURE(name, call) \
    do { \
        double best = 1e18, end = now() + 2e5; \
        for (int size = 1, batches = 0; batches < 5 || now() < end;) { \
            double start = now(); \
            for (int k = 0; k < size; k++) { \
                __asm__ volatile("" ::: "memory"); /* or the compiler does the work once */ \
                sink = (double)(call); \
            } \
            double took = now() - start; \
            if (took < 2e3 && size < 1000000) { size *= 2; continue; } \
            batches++; \
            if (took / size < best) best = took / size; \
        } \
        printf("%s %.3f %.17g\n", name, best, sink); \
    } while (0)

int main(void)
{
    for (i64 k = 0; k < N; k++) { fx[k] = k * 0.25; fy[k] = 1.5; }
    MEASURE("axpy", axpy(0.0, fx, N, fy, N));
    for (i64 k = 0; k < N; k++) fy[k] = 1.0 / (k + 1);
    MEASURE("dot", dot(fx, N, fy, N));
    for (i64 k = 0; k < N; k++) fx[k] = k * 0.001;
    MEASURE("polynomial", polynomial(fx, N, fy, N));
    for (i64 k = 0; k < N; k++) ix[k] = k * 7919 % 1009;
    MEASURE("prefix_sum", prefix_sum(ix, N, iy, N));
    MEASURE("sieve", sieve(iy, 20000));
    for (i64 k = 0; k < N; k++) ix[k] = k * 1000003 % 65537 - 30000;
    MEASURE("int_sum", int_sum(ix, N));
    for (i64 k = 0; k < N; k++) ix[k] = k * 2654435761 % 4294967296 >> 8;
    MEASURE("histogram", histogram(ix, N, counts, 256));
    for (i64 k = 0; k < 3600; k++) { fx[k] = k * 0.5; fy[k] = k * 0.25; }
    MEASURE("matmul", matmul(fx, fy, fz, 3600, 60));
    for (i64 k = 0; k < N; k++) fx[k] = fmod(k * 0.5, 17.0);
    MEASURE("stencil", stencil(fx, fz, N, 100));
    MEASURE("mandelbrot", mandelbrot(60, 60));
    MEASURE("nbody", nbody(8, 100));
    MEASURE("collatz", collatz(10000));
    MEASURE("xorshift", xorshift(2463534242, 20000));
    MEASURE("digit_sums", digit_sums(10000));
    for (int k = 0; k < 300; k++) memcpy(text + 44 * k, "the quick brown fox jumps over the lazy dog\n", 44);
    MEASURE("bytes_scan", bytes_scan(text, 44 * 300));
    MEASURE("fib", fib(25));
    return 0;
}
