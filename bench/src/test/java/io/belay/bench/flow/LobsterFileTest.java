package io.belay.bench.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LobsterFileTest
{
    private static final String GOOD = "34200.5,1,11,18,5853300,1\n";

    @TempDir
    private Path directory;

    private final OrderEvent event = new OrderEvent();

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Time,Type,Order ID,Size,Price,Direction | column 1 (time): 'Time' is no time",
        "34200.1,1,11,18,5853300 | 5 columns in place of 6",
        "34200.1,1,11,18,5853300,1, | 7 columns in place of 6",
        "34200.,1,11,18,5853300,1 | column 1 (time): '34200.' is no time",
        "3.42e4,1,11,18,5853300,1 | column 1 (time): '3.42e4' is no time",
        "34200.0042411760,1,11,18,5853300,1 | finer than a nanosecond",
        "34199,1,11,18,5853300,1 | is before the time of the line above",
        "999999999,1,11,18,5853300,1 | seconds after midnight",
        "34201,8,11,18,5853300,1 | column 2 (type): '8' is not 1 to 7",
        "34201,0,11,18,5853300,1 | column 2 (type): '0' is not 1 to 7",
        "34201,1,0,18,5853300,1 | column 3 (order id): '0' is not 1",
        "34201,1,x,18,5853300,1 | column 3 (order id): 'x' is no whole number",
        "34201,1,9999999999999999999,18,5853300,1 | column 3 (order id): '9999999999999999999' is no whole number",
        "34201,1,11,0,5853300,1 | column 4 (size): '0' is not 1",
        "34201,1,11,-5,5853300,1 | column 4 (size): '-5' is not 1",
        "34201,1,11,2147483648,5853300,1 | column 4 (size): '2147483648' is not 1",
        "34201,1,11,18,-1,1 | column 5 (price): '-1' is not 1",
        "34201,7,0,0,2,-1 | column 5 (price): '2' is not -1 to 1",
        "34201,1,11,18,5853300.5,1 | column 5 (price): '5853300.5' is no whole number",
        "34201,1,11,18,5853300,0 | column 6 (direction): '0' is neither",
        "34201,1,11,18,5853300,2 | column 6 (direction): '2' is not -1 to 1",
        "34201,1, 11,18,5853300,1 | column 3 (order id): ' 11' is no whole number"})
    void shouldNameFileLineAndColumnWhenALineIsWrong(final String line, final String expected) throws IOException
    {
        final Path file = write(GOOD + line + "\n");

        final LobsterFormatException ex =
            assertThrows(LobsterFormatException.class, () -> LobsterFile.read(file));

        assertTrue(ex.getMessage().startsWith(file + ": line 2"), ex.getMessage());
        assertTrue(ex.getMessage().contains(expected), ex.getMessage());
    }

    @Test
    void shouldRefuseWhenALineIsEmpty() throws IOException
    {
        final Path file = write(GOOD + "\n" + GOOD);

        final LobsterFormatException ex =
            assertThrows(LobsterFormatException.class, () -> LobsterFile.read(file));

        assertEquals(file + ": line 2: the line is empty", ex.getMessage());
    }

    @Test
    void shouldRefuseWhenThereIsNoEvent() throws IOException
    {
        final Path file = write("");

        assertThrows(LobsterFormatException.class, () -> LobsterFile.read(file));
    }

    @Test
    void shouldRefuseWhenTheFileIsNoText() throws IOException
    {
        final Path file = Files.write(directory.resolve("orders.csv"), new byte[]{(byte)0xFF, (byte)0xD8, 10});

        final LobsterFormatException ex =
            assertThrows(LobsterFormatException.class, () -> LobsterFile.read(file));

        assertTrue(ex.getMessage().contains("not ASCII"), ex.getMessage());
    }

    @Test
    void shouldFailWhenThereIsNoFile()
    {
        assertThrows(NoSuchFileException.class, () -> LobsterFile.read(directory.resolve("none")));
    }

    @Test
    void shouldKeepEachFieldWhenLinesAreGood() throws IOException
    {
        final LobsterFile file = LobsterFile.read(write("""
            34200.00426064,1,16113584,18,5853200,1\r
            34200.00426064,5,0,100,5854900,-1\r
            34260,7,-1,0,-1,-1"""));

        assertEquals(3, file.count());
        assertEquals(59_995_739_360L, file.durationNs());
        assertEquals(16113584, file.orderIdMax());
        assertEquals("OrderEvent{number=0 timeNs=34200004260640 type=1 orderId=16113584 size=18 price=5853200 " +
            "direction=1}", file.event(0, event).toString());
        assertEquals("OrderEvent{number=0 timeNs=34200004260640 type=5 orderId=0 size=100 price=5854900 " +
            "direction=-1}", file.event(1, event).toString());
        assertEquals("OrderEvent{number=0 timeNs=34260000000000 type=7 orderId=-1 size=0 price=-1 direction=-1}",
            file.event(2, event).toString());
    }

    private Path write(final String text) throws IOException
    {
        return Files.writeString(directory.resolve("orders.csv"), text, StandardCharsets.UTF_8);
    }
}
