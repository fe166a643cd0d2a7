package io.belay.crash;

import java.util.List;
import java.util.Map;

import io.belay.client.BelayClient;

/**
 * Where a trading process appends: the nodes that may own its market, and the one that it tries now. Of one thread.
 */
final class Whereabouts
{
    private final List<Map.Entry<String, String>> places;
    private final String market;
    private final long clientId;
    private int present;

    /**
     * @param places   directories of the drivers by node, the one to begin with first.
     * @param market   to append to.
     * @param clientId at every node.
     */
    Whereabouts(final Map<String, String> places, final String market, final long clientId)
    {
        this.places = List.copyOf(places.entrySet());
        this.market = market;
        this.clientId = clientId;
    }

    String market()
    {
        return market;
    }

    /** For a connection to the present place. */
    BelayClient.Context context()
    {
        return new BelayClient.Context()
            .aeronDirectoryName(places.get(present).getValue())
            .node(places.get(present).getKey())
            .clientId(clientId);
    }

    /** The market is not owned at the present place, or the node there is gone. */
    void goOn()
    {
        present = (present + 1) % places.size();
    }
}
