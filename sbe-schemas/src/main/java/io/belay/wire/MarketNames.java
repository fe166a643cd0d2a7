package io.belay.wire;
import java.util.HashMap;
public final class MarketNames { private final HashMap<Long,String> m = new HashMap<>(); public long add(final String n) { final long id = MarketId.of(n); final String o = m.put(id, n); if (null != o) { throw new IllegalArgumentException(n + " and " + o); } return id; } }
