package io.belay.bench.result;

import java.util.List;

/**
 * The machine and software of a run.
 *
 * @param cores       that the process may use.
 * @param cpuModel    as the kernel names it.
 * @param memoryBytes of the machine.
 * @param kernel      release.
 * @param governor    of the first core's frequency; "none" where the machine has none.
 * @param virtual     hypervisor, or "none".
 * @param jvm         name and version.
 * @param jvmFlags    of the process.
 * @param directory   on the disk that was measured.
 * @param fileSystem  type and device of that.
 * @param disk        write cache and queue of the device.
 * @param profile     of Belay.
 * @param gitRevision of the sources, with "+" when they were changed; "unknown" outside a checkout.
 * @param aeron       version.
 */
public record Environment(
    int cores,
    String cpuModel,
    long memoryBytes,
    String kernel,
    String governor,
    String virtual,
    String jvm,
    List<String> jvmFlags,
    String directory,
    String fileSystem,
    String disk,
    String profile,
    String gitRevision,
    String aeron)
{
}
