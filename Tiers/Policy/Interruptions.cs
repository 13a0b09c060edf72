using TieredPy.Runtime.Interpreter;

namespace TieredPy.Tiers.Policy;

/// <summary>
/// Asks for polls at odd moments, for tests: code is left, calls aren't entered and recordings begin elsewhere than they would, as happens to a program once
/// in a while when signals and collections come.
/// </summary>
internal static class Interruptions
{
    /// <summary>Asks from now on to the program's end, at most twice as many microseconds apart.</summary>
    public static void Start(int microseconds) =>
        new Thread(() => Run(microseconds), 64 << 10) { IsBackground = true, Name = "TieredPy interruptions" }.Start();

    private static void Run(int microseconds)
    {
        var random = new Random();
        while (true)
        {
            var pause = TimeSpan.FromMicroseconds(random.Next(2 * microseconds));
            long since = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(since) < pause) Thread.SpinWait(8);
            Interp.RequestPoll();
        }
    }
}
