package io.belay.client;

import io.belay.sbe.client.CommandAnswerDecoder;

/**
 * How a change of who keeps a market has ended.
 *
 * @param ending     done, refused or failed.
 * @param epoch      of the market now, as the node knows.
 * @param w          on how many disks an append is now when it is acknowledged.
 * @param owner      name of the node that owns the market now; empty when it is not known.
 * @param standby    name of the node that stands by; empty when there is none.
 * @param durationNs how long it took at the node.
 * @param text       why it was refused or failed, or what is to be known of it; may be empty.
 */
public record Change(Ending ending, long epoch, int w, String owner, String standby, long durationNs, String text)
{
    /** How a change ends. */
    public enum Ending
    {
        /** As it was asked for. */
        DONE,
        /** Nothing was begun. */
        REFUSED,
        /** It was begun and given up; the text tells what holds now. */
        FAILED
    }

    static Change of(final CommandAnswerDecoder answer)
    {
        final Ending ending = switch (answer.code())
        {
            case DONE -> Ending.DONE;
            case REFUSED -> Ending.REFUSED;
            default -> Ending.FAILED;
        };
        final long epoch = answer.epoch();
        final int w = answer.w();
        final long durationNs = answer.durationNs();
        final String text = answer.text();
        final String owner = answer.ownerName();

        return new Change(ending, epoch, w, owner, answer.standbyName(), durationNs, text);
    }

    /**
     * @return whether it was done.
     */
    public boolean isDone()
    {
        return Ending.DONE == ending;
    }
}
