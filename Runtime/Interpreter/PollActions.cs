using System.Collections.Concurrent;

namespace TieredPy.Runtime.Interpreter;

/// <summary>What other threads want done on a thread that runs Python, between two instructions. Actions keep their exceptions to themselves.</summary>
internal static class PollActions
{
    private static readonly ConcurrentQueue<Action> Queue = new();

    /// <summary>Posts an action; any Python thread runs it at its next poll.</summary>
    public static void Post(Action action)
    {
        Queue.Enqueue(action);
        Interp.RequestPoll();
    }

    /// <summary>Runs what is waiting.</summary>
    public static void Drain()
    {
        while (Queue.TryDequeue(out var action)) action();
    }
}
