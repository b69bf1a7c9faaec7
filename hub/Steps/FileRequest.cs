using Hub.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hub.Steps;

/// <summary>Leaves a request for the bureau's next <c>REQ</c> file, which a schedule composes.</summary>
internal sealed class FileRequest : IStep
{
    public string Type => "file-request";

    public async Task<StepAnswer> RunAsync(StepCall call, WriteSession session, CancellationToken ct)
    {
        var requestId = call.Text("requestId");
        var request = await session.Db.BureauRequests.FirstAsync(r => r.RequestId == requestId, ct);
        return request.Channel == "sftp"
            ? StepAnswer.Done.Nothing
            : throw new InvalidOperationException($"The bureau '{request.BureauCode}' exchanges no files.");
    }
}
