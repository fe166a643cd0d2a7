package io.belay.driver;

import io.aeron.CncFileDescriptor;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A driver's command and control file, mapped to read: who wrote it, and its heartbeat. */
final class CncFile implements AutoCloseable
{
    private final MappedByteBuffer mapped;
    private final UnsafeBuffer metaData;
    private final ManyToOneRingBuffer toDriver;

    private CncFile(final MappedByteBuffer mapped, final UnsafeBuffer metaData)
    {
        this.mapped = mapped;
        this.metaData = metaData;
        toDriver = new ManyToOneRingBuffer(CncFileDescriptor.createToDriverBuffer(mapped, metaData));
    }

    /**
     * Open the file for reading.
     *
     * @return null if it is not there or was never finished.
     * @throws DriverRefusedException if it is of an Aeron that this one does not understand.
     */
    static CncFile open(final Path path) throws IOException
    {
        if (!Files.isRegularFile(path) || Files.size(path) < CncFileDescriptor.END_OF_METADATA_OFFSET)
        {
            return null;
        }

        final MappedByteBuffer mapped;
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ))
        {
            mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
        }

        final UnsafeBuffer metaData = CncFileDescriptor.createMetaDataBuffer(mapped);
        final int version = metaData.getIntVolatile(CncFileDescriptor.cncVersionOffset(0));
        if (version == 0 || !CncFileDescriptor.isCncFileLengthSufficient(metaData, mapped.capacity()))
        {
            BufferUtil.free(mapped);

            return null;
        }

        if (version >>> 16 != CncFileDescriptor.CNC_VERSION >>> 16)
        {
            BufferUtil.free(mapped);
            throw new DriverRefusedException(path + " was made by another generation of Aeron: stop its driver, " +
                "delete the directory, or choose another --dir");
        }

        return new CncFile(mapped, metaData);
    }

    long pid()
    {
        return CncFileDescriptor.pid(metaData);
    }

    /** When the driver last said that it is alive, in milliseconds since 1970. */
    long heartbeatMs()
    {
        return toDriver.consumerHeartbeatTime();
    }

    @Override
    public void close()
    {
        BufferUtil.free(mapped);
    }
}
