using System.Diagnostics;

namespace Workflows.Feel.Runtime;

/// <summary>
/// The state of one evaluation from its start to its answer: surroundings and what is left of its budget.
/// </summary>
internal sealed class Evaluation
{
    // Looking at the clock costs more than a step. An ordinary expression never does; one that takes long does so
    // often enough to end in time on a machine that is slow.
    private const int StepsBeforeLook = 2048;
    private const int StepsPerLook = 256;

    // About what the text of a warning takes, kept or not.
    private const int WarningBytes = 256;

    // One spare per thread makes an ordinary condition free of allocations; a nested evaluation makes its
    // own.
    [ThreadStatic]
    private static Frame? t_spare;

    private int _steps;
    private int _nextLook;
    private long _bytes;
    private long _started;
    private int _depth;
    private TimeSpan _regexTime;

    public FeelEnvironment Environment { get; private set; } = null!;

    public IFeelScope Scope { get; set; } = null!;

    /// <summary>Runs compiled code; a spent budget gives null and a warning.</summary>
    public static FeelValue Run(
        Code code,
        int slots,
        IFeelScope scope,
        FeelEnvironment environment,
        FeelValue input = default
    )
    {
        var frame = t_spare ?? new Frame(new Evaluation());
        t_spare = null;
        if (frame.Slots.Length < slots)
        {
            frame.Slots = new FeelValue[Math.Max(16, slots)];
        }

        var evaluation = frame.Evaluation;
        evaluation.Begin(scope, environment);
        if (slots > 0)
        {
            frame.Slots[0] = input;
        }

        try
        {
            return code(frame);
        }
        catch (FeelLimitException limit)
        {
            environment.WarnOfLimit(limit.Message);
            return FeelValue.Null;
        }
        finally
        {
            Array.Clear(frame.Slots, 0, slots);
            evaluation.End();
            t_spare = frame;
        }
    }

    private void Begin(IFeelScope scope, FeelEnvironment environment)
    {
        Scope = scope;
        Environment = environment;
        _steps = environment.Limits.MaxSteps;
        _bytes = environment.Limits.MaxBytes;
        _nextLook = _steps - StepsBeforeLook;
        _started = 0;
        _depth = 0;
        _regexTime = TimeSpan.Zero;
    }

    /// <summary>Drops what it refers to, so that a pooled evaluation keeps nothing alive.</summary>
    private void End()
    {
        Scope = null!;
        Environment = null!;
    }

    /// <summary>Pays for work; ends the evaluation when the budget is spent.</summary>
    public void Charge(int steps)
    {
        _steps -= steps;
        if (_steps < _nextLook)
        {
            Look();
        }
    }

    /// <summary>Pays for memory before it is taken.</summary>
    public void Allocate(long bytes)
    {
        _bytes -= bytes;
        if (_bytes < 0)
        {
            throw new FeelLimitException("The expression builds more data than it may.");
        }
    }

    /// <summary>Pays for one more item of a list whose length is not known yet: it grows by doubling.</summary>
    public void AllocateItem() => Allocate(48);

    /// <summary>Pays for a list of so many items.</summary>
    public void AllocateItems(long count) => Allocate(24 + (count * 16));

    /// <summary>Pays for the time a regular expression took.</summary>
    public void ChargeRegex(TimeSpan took)
    {
        _regexTime += took;
        if (_regexTime > Environment.Limits.MaxTime)
        {
            throw new FeelLimitException("The expression runs longer than it may.");
        }
    }

    public void Enter()
    {
        if (
            ++_depth > Environment.Limits.MaxDepth
            || !System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack()
        )
        {
            throw new FeelLimitException("The expression calls functions too deeply.");
        }
    }

    public void Leave() => _depth--;

    /// <summary>Null, with a warning that says why.</summary>
    public FeelValue Fail(string code, string message, int position)
    {
        Allocate(WarningBytes);
        Environment.Warn(code, message, position);
        return FeelValue.Null;
    }

    private void Look()
    {
        if (_steps < 0)
        {
            throw new FeelLimitException("The expression does more work than it may.");
        }

        if (_started == 0)
        {
            _started = Stopwatch.GetTimestamp();
        }
        else if (Stopwatch.GetElapsedTime(_started) > Environment.Limits.MaxTime)
        {
            throw new FeelLimitException("The expression runs longer than it may.");
        }

        _nextLook = _steps - StepsPerLook;
    }
}

/// <summary>Ends an evaluation whose budget is spent, which makes it null.</summary>
internal sealed class FeelLimitException(string message) : InvalidOperationException(message);
