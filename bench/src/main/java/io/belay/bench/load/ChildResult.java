package io.belay.bench.load;

import java.util.List;
import java.util.Map;

import io.belay.bench.result.BenchFile;
import io.belay.bench.result.Measurement;

/**
 * What a process that loaded one system found.
 *
 * @param settings     of the system, as it was run, for people who want to know.
 * @param measurements one a plan with a window.
 * @param figures      that are not times of requests.
 */
public record ChildResult(
    Map<String, String> settings, List<Measurement> measurements, List<BenchFile.Figure> figures)
{
}
