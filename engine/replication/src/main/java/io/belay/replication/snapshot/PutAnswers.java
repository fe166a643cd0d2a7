package io.belay.replication.snapshot;

/**
 * Where answers to clients go.
 */
@FunctionalInterface
public interface PutAnswers
{
    /**
     * @param answer to a client; one whose session is gone takes everything.
     * @return false when it cannot be sent now.
     */
    boolean answer(PutAnswer answer);
}
