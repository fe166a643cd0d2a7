package io.belay.journal;

import org.agrona.collections.Long2ObjectHashMap;

/**
 * Tells where what a file says that markets remember of their clients differs from what their entries say.
 */
public final class WindowsDifference
{
    private static final ClientWindows NOTHING = new ClientWindows();

    private WindowsDifference()
    {
    }

    /**
     * Compares one market.
     *
     * @param file     windows by market, as a file has them.
     * @param market   as its entries make it, up to the same place.
     * @param fromTxid lowest txid of any frame that was read: of those before it only the file knows. 1 when all entries
     *                 were read.
     * @return what differs, or null.
     */
    public static String of(
        final Long2ObjectHashMap<ClientWindows> file, final MarketHistory market, final long fromTxid)
    {
        final ClientWindows kept = file.get(market.marketId());
        final ClientWindows said = null == kept ? NOTHING : kept;
        final ClientWindows found = market.clients();
        for (final ClientWindow client : found.clientsInOrder())
        {
            final ClientWindow other = said.client(client.clientId());
            final String difference = null != other ? differs(client, found, other, said, fromTxid) :
                said.isForgetful() ? null : "the file has nothing";
            if (null != difference)
            {
                return words(client, difference);
            }
        }

        return strangers(said, found, fromTxid);
    }

    /** Clients that only the file knows. */
    private static String strangers(final ClientWindows said, final ClientWindows found, final long fromTxid)
    {
        for (final ClientWindow client : said.clientsInOrder())
        {
            if (null == found.client(client.clientId()) && !found.isForgetful() && client.lastTxid() >= fromTxid)
            {
                return words(client, "the file has a txid " + client.lastTxid() + " of it, the entries have none");
            }
        }

        return null;
    }

    private static String differs(
        final ClientWindow found,
        final ClientWindows foundIn,
        final ClientWindow said,
        final ClientWindows saidIn,
        final long fromTxid)
    {
        if (0 != found.incarnation() && found.incarnation() != said.incarnation())
        {
            return "the file says incarnation " + said.incarnation() + ", the entries say " + found.incarnation();
        }

        final long from = Math.max(fromTxid, Math.max(found.droppedTxid(), said.droppedTxid()) + 1);
        int i = firstFrom(found, from);
        int j = firstFrom(said, from);
        if (found.size() - i != said.size() - j)
        {
            return "the file says that " + (said.size() - j) + " frames from txid " + from + " on are its, the " +
                "entries say " + (found.size() - i);
        }

        for (; i < found.size(); i++, j++)
        {
            final long txid = found.txid(i);
            if (txid != said.txid(j) || found.sequence(i) != said.sequence(j) || found.crc(i) != said.crc(j) ||
                foundIn.epochs().epochOf(txid) != saidIn.epochs().epochOf(txid))
            {
                return "the file says that its sequence " + said.sequence(j) + " is txid " + said.txid(j) +
                    ", the entries say that its sequence " + found.sequence(i) + " is txid " + txid +
                    (txid == said.txid(j) && found.sequence(i) == said.sequence(j) ? ", with other bytes" : "");
            }
        }

        return null;
    }

    private static int firstFrom(final ClientWindow client, final long txid)
    {
        int i = 0;
        while (i < client.size() && client.txid(i) < txid)
        {
            i++;
        }

        return i;
    }

    private static String words(final ClientWindow client, final String difference)
    {
        return "client " + Long.toHexString(client.clientId()) + ": " + difference;
    }
}
