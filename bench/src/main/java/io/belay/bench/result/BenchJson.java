package io.belay.bench.result;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/**
 * Writes and reads the files of benchmarks.
 */
public final class BenchJson
{
    private static final Gson GSON =
        new GsonBuilder().setPrettyPrinting().serializeSpecialFloatingPointValues().serializeNulls().create();

    private BenchJson()
    {
    }

    /**
     * @param value to write.
     * @param file  that is replaced, at once or not at all.
     * @throws IOException when it cannot be written.
     */
    public static void write(final Object value, final Path file) throws IOException
    {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
        {
            throw new IOException(file + " is not a file (a link, a device, a pipe or a directory), and a result replaces " +
                "what stands there: name a file");
        }

        final Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        final Path part = folder.resolve(file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try
        {
            try (BufferedWriter writer = Files.newBufferedWriter(part, StandardCharsets.UTF_8))
            {
                GSON.toJson(value, writer);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
        finally
        {
            Files.deleteIfExists(part);
        }
    }

    /**
     * @param file to read.
     * @param type of what it holds.
     * @param <T>  the same.
     * @return what it holds.
     * @throws IOException when it cannot be read, or does not hold that.
     */
    public static <T> T read(final Path file, final Class<T> type) throws IOException
    {
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8))
        {
            final T value = GSON.fromJson(reader, type);
            if (null == value)
            {
                throw new IOException(file + " is empty");
            }

            return value;
        }
        catch (final JsonParseException ex)
        {
            throw new IOException(file + " is damaged or no " + type.getSimpleName() + ": " + ex.getMessage(), ex);
        }
    }

    /**
     * @param file of a benchmark.
     * @return what it found.
     * @throws IOException when it cannot be read, is damaged, or is of another layout.
     */
    public static BenchFile readBench(final Path file) throws IOException
    {
        final JsonElement root;
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8))
        {
            root = JsonParser.parseReader(reader);
        }
        catch (final JsonParseException ex)
        {
            throw new IOException(file + " is no JSON, or was cut short: " + ex.getMessage(), ex);
        }

        final JsonElement schema = root.isJsonObject() ? root.getAsJsonObject().get("schema") : null;
        if (null == schema || !schema.isJsonPrimitive() || !BenchFile.SCHEMA.equals(schema.getAsString()))
        {
            throw new IOException(file + (null == schema ? " is not a file of belay bench: it has no schema" :
                " has the schema " + schema + ", and this belay reads " + BenchFile.SCHEMA));
        }

        try
        {
            return GSON.fromJson(root, BenchFile.class);
        }
        catch (final JsonParseException ex)
        {
            throw new IOException(file + " is damaged: " + ex.getMessage(), ex);
        }
    }
}
