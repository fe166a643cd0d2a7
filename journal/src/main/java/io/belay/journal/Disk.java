package io.belay.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * What a journal asks of the kernel for durability, in one place, so that a test can see and refuse it.
 */
interface Disk
{
    /**
     * Returns when a range of a mapped file is on the disk.
     *
     * @throws IOException when the disk refused; then nothing may be promised of this file any more.
     */
    void forceRange(Path file, MappedByteBuffer map, int offset, int length) throws IOException;

    /**
     * Writes whole blocks of a file, and returns when they are on the disk.
     *
     * @throws IOException when the disk refused; then nothing may be promised of this file any more.
     */
    void writeThrough(ThroughFile file, ByteBuffer bytes, long offset) throws IOException;

    /** Returns when a file's bytes and length are on the disk. */
    void forceFile(Path file, FileChannel channel) throws IOException;

    /** Returns when the names in a directory are on the disk. */
    void forceDirectory(Path directory) throws IOException;

    /** Writes the next bytes of a file, so that it has blocks of its own. */
    void write(Path file, FileChannel channel, ByteBuffer bytes, long offset) throws IOException;

    /** How many bytes may still be allocated in a directory's file system. */
    long usableBytes(Path directory) throws IOException;
}
