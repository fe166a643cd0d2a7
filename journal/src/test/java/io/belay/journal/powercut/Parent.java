package io.belay.journal.powercut;

import java.io.IOException;

/**
 * The process that started this one and holds the other end of its standard input.
 */
final class Parent
{
    private Parent()
    {
    }

    /** This process ends as soon as that one does, so that nothing goes on writing to what nobody will unmount. */
    static void endWith()
    {
        final Thread thread = new Thread(Parent::await, "parent");
        thread.setDaemon(true);
        thread.start();
    }

    private static void await()
    {
        try
        {
            while (System.in.read() >= 0)
            {
                Thread.onSpinWait();
            }
        }
        catch (final IOException ex)
        {
            System.err.println("the parent is gone: " + ex.getMessage());
        }

        Runtime.getRuntime().halt(1);
    }
}
