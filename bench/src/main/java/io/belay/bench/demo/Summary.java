package io.belay.bench.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

import io.belay.bench.latency.LatencyReport;
import io.belay.bench.latency.Stage;

/**
 * The whole result of a demo as JSON.
 */
final class Summary
{
    private Summary()
    {
    }

    static JsonObject of(
        final DemoConfig config,
        final Verdict verdict,
        final AccidentReport accident,
        final LatencyReport latencies,
        final long elapsedMs)
    {
        final TraderResult trader = verdict.trader();

        final JsonObject summary = new JsonObject()
            .put("schema", "belay-demo/1")
            .put("passed", verdict.isPassed())
            .put("acked", trader.acked())
            .put("ownerEntries", verdict.owner().entries())
            .put("standbyEntries", verdict.standby().entries())
            .put("lost", verdict.lost())
            .put("duplicated", verdict.duplicated())
            .put("gaps", verdict.gaps())
            .put("unacknowledged", verdict.unacknowledged())
            .put("unknown", trader.unknown())
            .put("refusedAttempts", trader.refused())
            .put("outcomesOutOfOrder", trader.disordered())
            .put("payloadsEqual", verdict.arePayloadsEqual())
            .put("stateHashEqual", verdict.isStateHashEqual())
            .put("stateHash", hashes(verdict))
            .put("restingOrders", trader.resting());
        if (Fault.NONE != accident.fault())
        {
            summary.put("accident", accident.json(verdict));
        }

        return summary
            .put("latencyNs", LatencyTable.json(latencies, Stage.TOTAL))
            .put("stagesNs", stages(latencies))
            .put("run", run(config, trader, elapsedMs))
            .put("environment", environment(config.out()));
    }

    private static JsonObject hashes(final Verdict verdict)
    {
        final HexFormat hex = HexFormat.of();

        return new JsonObject()
            .put("trader", hex.toHexDigits(verdict.trader().stateHash()))
            .put("owner", hex.toHexDigits(verdict.owner().stateHash()))
            .put("standby", hex.toHexDigits(verdict.standby().stateHash()));
    }

    private static JsonObject stages(final LatencyReport latencies)
    {
        final JsonObject stages = new JsonObject();
        for (final Stage stage : Stage.values())
        {
            if (Stage.TOTAL != stage)
            {
                stages.put(stage.key(), LatencyTable.json(latencies, stage));
            }
        }

        return stages;
    }

    private static JsonObject run(final DemoConfig config, final TraderResult trader, final long elapsedMs)
    {
        final JsonObject run = new JsonObject()
            .put("count", config.count())
            .put("warmup", config.warmup())
            .put("markets", config.markets().size())
            .put("orders", null == config.orders() ? "generated" : config.orders().toString())
            .put("pace", config.paceText())
            .put("targetRate", Math.round(config.targetRate()))
            .put("achievedRate", Math.round(trader.sentRate()))
            .put("rateReached", !config.isRateMissed(trader.sentRate()))
            .put("flowMs", trader.elapsedNs() / 1_000_000)
            .put("elapsedMs", elapsedMs);

        return null == config.orders() ? run.put("seed", config.seed()) :
            run.put("ordersEvents", config.events()).put("ordersRepeated", config.rounds());
    }

    private static JsonObject environment(final Path out)
    {
        return new JsonObject()
            .put("java", System.getProperty("java.version"))
            .put("vm", System.getProperty("java.vm.name"))
            .put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"))
            .put("arch", System.getProperty("os.arch"))
            .put("cpus", Runtime.getRuntime().availableProcessors())
            .put("heapBytesMax", Runtime.getRuntime().maxMemory())
            .put("driverProfile", "dev")
            .put("journalFileSystem", fileSystem(out));
    }

    private static String fileSystem(final Path path)
    {
        try
        {
            return Files.getFileStore(path).type();
        }
        catch (final IOException ex)
        {
            return "unknown"; // As in a root whose mount table does not list it.
        }
    }
}
