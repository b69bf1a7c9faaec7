namespace Hub.Storage;

/// <summary>Another transaction holds a key that this one must not wait for: run it again so that it may.</summary>
internal sealed class KeyHeldException()
    : Exception("Another transaction holds a key that may not be waited for.");
