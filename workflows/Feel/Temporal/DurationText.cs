namespace Workflows.Feel.Temporal;

/// <summary>Reads ISO 8601 durations of one of the two kinds; a text that mixes them is neither.</summary>
internal static class DurationText
{
    private const int MaxDigits = 18;

    public static FeelValue Parse(string text)
    {
        var cursor = new TextCursor(text);
        var negative = cursor.Take('-');
        if (!cursor.Take('P') || cursor.AtEnd)
        {
            return FeelValue.Null;
        }

        var sum = new Sum();
        while (!cursor.AtEnd)
        {
            if (!sum.TryAdd(ref cursor))
            {
                return FeelValue.Null;
            }
        }

        return sum.ToValue(negative);
    }

    private struct Sum
    {
        private bool _inTime;
        private int _parts;
        private int _last;
        private bool _months;
        private bool _days;
        private Int128 _monthCount;
        private Int128 _nanoseconds;

        public bool TryAdd(ref TextCursor cursor)
        {
            if (!_inTime && cursor.Take('T'))
            {
                _inTime = true;
                return !cursor.AtEnd;
            }

            if (!cursor.TryDigits(1, MaxDigits, out var count, out _))
            {
                return false;
            }

            long fraction = 0;
            var hasFraction = cursor.Take('.');
            if (
                hasFraction
                && (!cursor.TryDigits(0, 9, out fraction, out var width) || !TryScale(width, ref fraction))
            )
            {
                return false;
            }

            return TryAdd(cursor.TakeAny(), count, hasFraction, fraction);
        }

        public readonly FeelValue ToValue(bool negative)
        {
            if (_parts == 0 || (_months && _days))
            {
                return FeelValue.Null;
            }

            if (_months)
            {
                return _monthCount <= long.MaxValue / 2
                    ? FeelValue.FromMonths((long)(negative ? -_monthCount : _monthCount))
                    : FeelValue.Null;
            }

            return _nanoseconds <= FeelDuration.Limit
                ? FeelValue.From(new FeelDuration(negative ? -_nanoseconds : _nanoseconds))
                : FeelValue.Null;
        }

        private static bool TryScale(int width, ref long fraction)
        {
            for (; width < 9; width++)
            {
                fraction *= 10;
            }

            return true;
        }

        private bool TryAdd(char unit, long count, bool hasFraction, long fraction)
        {
            // Units come in this order, each once; a fraction is for seconds only.
            var rank = (_inTime, unit) switch
            {
                (false, 'Y') => 1,
                (false, 'M') => 2,
                (false, 'D') => 3,
                (true, 'H') => 4,
                (true, 'M') => 5,
                (true, 'S') => 6,
                _ => 0,
            };
            if (rank <= _last || (hasFraction && rank != 6))
            {
                return false;
            }

            _last = rank;
            _parts++;
            _months |= rank <= 2;
            _days |= rank > 2;
            _monthCount += rank switch
            {
                1 => (Int128)count * 12,
                2 => count,
                _ => 0,
            };
            long seconds = rank switch
            {
                3 => 86_400,
                4 => 3600,
                5 => 60,
                6 => 1,
                _ => 0,
            };
            _nanoseconds += ((Int128)count * seconds * FeelTime.NanosecondsPerSecond) + fraction;
            return true;
        }
    }
}
