package io.belay.journal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of the files in a market's folder of snapshots.
 * <pre>
 *   0000000000000001042-000007.snapshot          as of txid 1042, the seventh that was stored here
 *   (64 hexadecimal digits)-(head)-(whole).part  a copy that has begun: its name, length of head and of the whole
 *   000008.tmp                                   what an application has begun to hand over
 * </pre>
 */
final class SnapshotName
{
    static final String STORED_SUFFIX = ".snapshot";
    static final String PART_SUFFIX = ".part";
    static final String TEMPORARY_SUFFIX = ".tmp";

    private static final Pattern STORED = Pattern.compile("(\\d{19})-(\\d{6,18})\\.snapshot");
    private static final Pattern PART = Pattern.compile("([0-9a-f]{64})-(\\d{1,9})-(\\d{1,18})\\.part");

    private SnapshotName()
    {
    }

    static String stored(final long txid, final long generation)
    {
        return String.format("%019d-%06d%s", txid, generation, STORED_SUFFIX);
    }

    static String temporary(final long number)
    {
        return String.format("%06d%s", number, TEMPORARY_SUFFIX);
    }

    static String part(final Part part)
    {
        return part.headSha256.hex() + '-' + part.headLength + '-' + part.totalLength + PART_SUFFIX;
    }

    /** The generation in a name, 0 when it is none of a stored snapshot. */
    static long generation(final String name)
    {
        final Matcher matcher = STORED.matcher(name);

        return matcher.matches() ? Long.parseLong(matcher.group(2)) : 0;
    }

    /** What the name of a part says, null when it is none. */
    static Part part(final String name)
    {
        final Matcher matcher = PART.matcher(name);

        return matcher.matches() ? new Part(
            new Sha256(matcher.group(1)), Integer.parseInt(matcher.group(2)), Long.parseLong(matcher.group(3))) : null;
    }

    /** What a copy is to become. */
    record Part(Sha256 headSha256, int headLength, long totalLength)
    {
        boolean isSound()
        {
            return headLength >= SnapshotHeadCodec.FIXED_LENGTH && headLength <= SnapshotHeadCodec.LENGTH_MAX &&
                totalLength >= headLength;
        }
    }
}
