package io.belay.bench.report;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class FiguresTest
{
    @ParameterizedTest
    @CsvSource({
        "0, 0 ns", "999, 999 ns", "1000, 1.00 µs", "9994, 9.99 µs", "9995, 10.0 µs", "93412, 93.4 µs", "99960, 100 µs",
        "999499, 999 µs", "999600, 1.00 ms", "1520000, 1.52 ms", "12000000000, 12.0 s", "NaN, –"})
    void shouldTellATimeInThreeDigits(final double ns, final String text)
    {
        assertEquals(text, Figures.time(ns));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "0;0", "940;940", "12345;12,300", "99960;100,000", "999499;999,000", "1250000;1.25 M", "NaN;–"})
    void shouldTellARateInThreeDigits(final double rate, final String text)
    {
        assertEquals(text, Figures.rate(rate));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "10.0 µs;10 µs", "1.50 ms;1.5 ms", "100 µs;100 µs", "3,000;3,000", "0.35;0.35", "5.00;5", "1.00 M/s;1 M/s"})
    void shouldDropZerosThatEndAFraction(final String figure, final String text)
    {
        assertEquals(text, Figures.trimmed(figure));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"0;0 %", "0.031;3.1 %", "0.14;14 %", "-0.05;-5.0 %", "NaN;–"})
    void shouldTellAShareInPercent(final double share, final String text)
    {
        assertEquals(text, Figures.percent(share));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"24;24 bytes", "64000;64.0 kB", "141000000;141 MB", "23500000000;23.5 GB"})
    void shouldTellMemory(final double bytes, final String text)
    {
        assertEquals(text, Figures.bytes(bytes));
    }
}
