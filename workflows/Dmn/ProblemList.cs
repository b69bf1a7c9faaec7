using Workflows.Feel;

namespace Workflows.Dmn;

/// <summary>Collects problems of one reading, up to a number a person can still read.</summary>
internal sealed class ProblemList
{
    private const int Max = 200;

    public List<DmnProblem> Found { get; } = [];

    public void Add(DmnElement element, string code, string message)
    {
        if (Found.Count < Max)
        {
            Found.Add(new DmnProblem(element.Id, element.Line, element.Column, code, message));
        }
    }

    public void AddFeel(DmnElement element, IReadOnlyList<FeelProblem> problems)
    {
        foreach (var problem in problems)
        {
            Add(element, problem.Code, $"Line {problem.Line}, column {problem.Column}: {problem.Message}");
        }
    }
}
