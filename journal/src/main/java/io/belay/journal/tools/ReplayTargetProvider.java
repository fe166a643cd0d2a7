package io.belay.journal.tools;

/**
 * A kind of target that a replay may have, found by {@link java.util.ServiceLoader}: so a room above this one can add
 * one that needs more than a journal does.
 */
public interface ReplayTargetProvider
{
    /**
     * @return what to write after {@code --target}, for people.
     */
    String form();

    /**
     * @param name as given with {@code --target}.
     * @return whether it means this kind.
     */
    boolean isMeant(String name);

    /**
     * Makes the target.
     *
     * @param order what was asked for.
     * @return the target; who opens it closes it.
     * @throws CommandException when it cannot be had.
     */
    ReplayTarget open(ReplayOrder order) throws CommandException;
}
