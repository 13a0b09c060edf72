namespace TieredPy.Runtime.Objects;

/// <summary>An iterator that leaves the value of its end in <see cref="PyThread.StopValue"/>.</summary>
public interface IReturnsValue;
