package io.belay.bench.build;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the sources are: tests run in the folder of their module or in the one of the whole project. */
final class Repository
{
    private Repository()
    {
    }

    static Path root()
    {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("scripts/setup.sh")))
        {
            folder = folder.getParent();
            if (folder == null)
            {
                throw new IllegalStateException("not inside the project: " + Path.of("").toAbsolutePath());
            }
        }

        return folder;
    }
}
