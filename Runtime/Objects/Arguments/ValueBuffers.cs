namespace TieredPy.Runtime.Objects.Arguments;

/// <summary>Room for arguments on the stack.</summary>
[InlineArray(4)]
internal struct ValueBuffer4
{
    private Value first;
}

/// <inheritdoc cref="ValueBuffer4"/>
[InlineArray(8)]
internal struct ValueBuffer8
{
    private Value first;
}

/// <inheritdoc cref="ValueBuffer4"/>
[InlineArray(16)]
internal struct ValueBuffer16
{
    private Value first;
}

/// <inheritdoc cref="ValueBuffer4"/>
[InlineArray(32)]
internal struct ValueBuffer32
{
    private Value first;
}
