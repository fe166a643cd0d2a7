package io.belay.client;

/**
 * The answer to the one question that a client may have asked and that is still open.
 */
final class Answer
{
    private long correlationId;
    private RefusalCode code;
    private String ownerName = "";
    private Change change;

    /** Begins the next question; answers to earlier ones are stale from now on. */
    long ask()
    {
        code = null;
        change = null;
        ownerName = "";

        return ++correlationId;
    }

    boolean isTo(final long id)
    {
        return id == correlationId && null == code;
    }

    void set(final RefusalCode answerCode, final String owner)
    {
        code = answerCode;
        ownerName = owner;
    }

    void set(final Change answered)
    {
        code = RefusalCode.NONE;
        change = answered;
    }

    Change change()
    {
        return change;
    }

    RefusalCode code()
    {
        return code;
    }

    String ownerName()
    {
        return ownerName;
    }
}
