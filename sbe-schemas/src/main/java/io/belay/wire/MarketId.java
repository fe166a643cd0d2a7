package io.belay.wire;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

import org.apache.commons.codec.digest.Blake3;

/**
 * The 64-bit id of a market, derived from its name.
 * <p>
 * It is the first eight bytes, little-endian, of the keyed BLAKE3 digest of the name in UTF-8. The key is fixed, so
 * each process derives the same id. Two names may collide: {@link MarketNames} refuses that.
 */
public final class MarketId
{
    /** No market. */
    public static final long NONE = 0;
    /** Longest name, in characters. */
    public static final int NAME_LENGTH_MAX = 64;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0," + (NAME_LENGTH_MAX - 1) + "}");
    private static final byte[] KEY = "belay market id, version 1      ".getBytes(StandardCharsets.US_ASCII);

    private MarketId()
    {
    }

    /**
     * Derives the id of a name.
     *
     * @param name 1 to 64 letters, digits, dots, dashes, underscores or slashes, starting with a letter or digit.
     * @return the id; never {@link #NONE}.
     * @throws IllegalArgumentException when the name has another form.
     */
    public static long of(final String name)
    {
        if (!NAME.matcher(name).matches())
        {
            throw new IllegalArgumentException("market name '" + name + "' is not 1 to " + NAME_LENGTH_MAX +
                " letters, digits or ._/- starting with a letter or digit");
        }

        final byte[] digest = Blake3.initKeyedHash(KEY)
            .update(name.getBytes(StandardCharsets.UTF_8))
            .doFinalize(Long.BYTES);

        long id = 0;
        for (int i = Long.BYTES - 1; i >= 0; i--)
        {
            id = (id << 8) | (digest[i] & 0xFF);
        }

        return NONE == id ? 1 : id;
    }

    /**
     * How an id without a known name is shown.
     *
     * @param marketId to show.
     * @return 16 hexadecimal digits.
     */
    public static String toHex(final long marketId)
    {
        return HexFormat.of().toHexDigits(marketId);
    }
}
