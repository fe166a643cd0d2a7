package io.belay.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Two network namespaces with a cable between them, one for each machine.
 * <p>
 * A direction of the cable is cut by sending its packets to a hardware address that nobody has: they leave, and nobody
 * hears them, as with a broken switch. Loss and duplicates are rules of nft.
 */
final class Namespaces implements AutoCloseable
{
    private static final String ADDRESS_PREFIX = "10.213.77.";
    private static final String NOBODY = "02:00:00:00:00:fe";
    private static final int MTU = 9000;
    private static final String TABLE = "belay_crash";

    private final String[] names;
    private final String[] links;

    private Namespaces(final String id)
    {
        names = new String[]{"belay-" + id + "-a", "belay-" + id + "-b"};
        links = new String[]{"bc" + id + "a", "bc" + id + "b"};
    }

    /** Why there can be none here, or null. */
    static String whyNot()
    {
        if (!"root".equals(System.getProperty("user.name")))
        {
            return "needs root";
        }

        for (final String program : List.of("ip", "nsenter"))
        {
            if (!Program.isThere(program))
            {
                return "no " + program;
            }
        }

        return null;
    }

    static Namespaces create() throws IOException
    {
        final Namespaces made = new Namespaces(Long.toString(ProcessHandle.current().pid(), Character.MAX_RADIX));
        try
        {
            made.make();

            return made;
        }
        catch (final IOException ex)
        {
            made.close();
            throw ex;
        }
    }

    private void make() throws IOException
    {
        for (final String name : names)
        {
            ip("netns", "add", name);
        }

        ip("link", "add", links[0], "netns", names[0], "address", hardwareAddress(0), "type", "veth",
            "peer", "name", links[1], "netns", names[1], "address", hardwareAddress(1));
        for (int i = 0; i < names.length; i++)
        {
            ip("-n", names[i], "addr", "add", address(i) + "/24", "dev", links[i]);
            ip("-n", names[i], "link", "set", links[i], "mtu", String.valueOf(MTU), "up");
            ip("-n", names[i], "link", "set", "lo", "up");
            connect(i);
        }
    }

    private static String hardwareAddress(final int machine)
    {
        return "02:00:00:00:00:0" + (machine + 1);
    }

    /** Where a machine hears the other. */
    String address(final int machine)
    {
        return ADDRESS_PREFIX + (machine + 1);
    }

    /** What a command begins with that is to run on a machine. It leaves the mounts of this process alone. */
    List<String> enter(final int machine)
    {
        return List.of("nsenter", "--net=/run/netns/" + names[machine]);
    }

    /** What a machine sends is heard by nobody. */
    void cut(final int machine) throws IOException
    {
        neighbour(machine, NOBODY);
    }

    void connect(final int machine) throws IOException
    {
        neighbour(machine, hardwareAddress(1 - machine));
    }

    private void neighbour(final int machine, final String hardwareAddress) throws IOException
    {
        ip("-n", names[machine], "neigh", "replace", address(1 - machine), "lladdr", hardwareAddress,
            "dev", links[machine], "nud", "permanent");
    }

    /** A share of what a machine is sent does not arrive. */
    void lose(final int machine, final int percent) throws IOException
    {
        nft(machine, "add table inet " + TABLE);
        nft(machine, "add chain inet " + TABLE + " in { type filter hook input priority 0 ; }");
        nft(machine, "add rule inet " + TABLE + " in iifname " + links[machine] + " numgen random mod 100 < " + percent +
            " drop");
    }

    /** A share of what a machine sends arrives twice. */
    void duplicate(final int machine, final int percent) throws IOException
    {
        nft(machine, "add table netdev " + TABLE);
        nft(machine, "add chain netdev " + TABLE + " out { type filter hook egress device " + links[machine] +
            " priority 0 ; }");
        nft(machine, "add rule netdev " + TABLE + " out numgen random mod 100 < " + percent + " dup to " +
            links[machine]);
    }

    /** Neither loss nor duplicates any more. */
    void quiet(final int machine) throws IOException
    {
        nft(machine, "flush ruleset");
    }

    private void nft(final int machine, final String rule) throws IOException
    {
        Program.run("ip", "netns", "exec", names[machine], "nft", rule);
    }

    private static void ip(final String... words) throws IOException
    {
        final String[] command = new String[words.length + 1];
        command[0] = "ip";
        System.arraycopy(words, 0, command, 1, words.length);
        Program.run(command);
    }

    @Override
    public void close() throws IOException
    {
        for (final String name : names)
        {
            if (Files.exists(Path.of("/run/netns", name)))
            {
                ip("netns", "del", name);
            }
        }
    }
}
