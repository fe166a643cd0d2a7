package io.belay.journal;

import java.util.ArrayList;
import java.util.List;

/** All live frames of one market, kept naively: what windows must answer is read off them. */
final class LiveFrames
{
    /** One of them; its place is its txid. */
    record Frame(long clientId, long sequence, int crc)
    {
    }

    private final List<Frame> frames = new ArrayList<>();

    void add(final Frame frame)
    {
        frames.add(frame);
    }

    void supersedeFrom(final long txid)
    {
        frames.subList((int)txid - 1, frames.size()).clear();
    }

    int size()
    {
        return frames.size();
    }

    Frame get(final long txid)
    {
        return frames.get((int)txid - 1);
    }

    /** By looking at every one. */
    Remembered expected(final long clientId, final long sequence)
    {
        int count = 0;
        for (int i = frames.size() - 1; i >= 0; i--)
        {
            final Frame frame = frames.get(i);
            if (frame.clientId == clientId)
            {
                count++;
                if (count <= ClientWindows.WINDOW && frame.sequence == sequence)
                {
                    return Remembered.KNOWN;
                }

                if (count > ClientWindows.WINDOW && frame.sequence >= sequence)
                {
                    return Remembered.TOO_OLD;
                }
            }
        }

        return sequence > 0 ? Remembered.NEW : Remembered.TOO_OLD;
    }
}
