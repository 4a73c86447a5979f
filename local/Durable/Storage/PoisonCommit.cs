using Microsoft.DurableTask.Client;

namespace Local.Durable;

/// <summary>Fails an instance that can't be worked on, and sets its messages aside so that nothing tries them again.</summary>
sealed class PoisonCommit(InstanceStore store, long key, string reason, DateTime now)
{
    public PoisonedInstance Run(DatabaseSession db)
    {
        if (InstanceStore.ReadRow(db, key) is not { } row || row.State.IsOver)
        {
            db.Execute("DELETE FROM durable_inbox WHERE instance = $1", key);
            return new("", new(null, [], []));
        }

        var failure = new Failure("PoisonedInstance", reason, null, null, Final: true);
        db.Execute(
            "INSERT INTO durable_poison (id, time, reason, data) SELECT $2, $3, $4, data FROM durable_inbox WHERE instance = $1",
            key, row.Id, now.Ticks, reason);
        db.Execute("DELETE FROM durable_inbox WHERE instance = $1", key);
        db.Execute(
            "UPDATE durable_instances SET status = $2, ready = 0, due = NULL, updated = $3, failure = $4 WHERE key = $1",
            key, (int)OrchestrationRuntimeStatus.Failed, now.Ticks, HistoryCodec.Encode(new TaskFailed(0, failure)));
        var told = Parent(db) is { } parent ? store.Send(db, parent.Execution, new TaskFailed(parent.StepId, failure)) : null;
        var state = new InstanceState(OrchestrationRuntimeStatus.Failed, false, null, row.State.Custom);
        return new(row.Id, new(state, told is { } delivery ? [delivery] : [], []));
    }

    ParentLink? Parent(DatabaseSession db)
    {
        try
        {
            return db.Scalar<byte[]>("SELECT data FROM durable_history WHERE at = $1", DurableTables.HistoryRow(key, 0)) is { } start
                ? HistoryCodec.DecodeStart(start).Parent
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}

sealed record PoisonedInstance(string InstanceId, CommittedEpisode Committed);
