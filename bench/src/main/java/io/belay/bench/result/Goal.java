package io.belay.bench.result;

/**
 * One row of the table of goals.
 *
 * @param name          what is compared with what.
 * @param value         median over the rounds.
 * @param spread        (largest - smallest) / median over the rounds.
 * @param unit          of the value: "x" for a ratio.
 * @param rounds        that count.
 * @param must          what has to be reached.
 * @param aim           what would be good.
 * @param lowerIsBetter whether must and aim are upper bounds.
 * @param met           "aim", "must", "missed", or "unknown" when nothing could be measured.
 * @param note          why a row is missed or unknown; null for none.
 */
public record Goal(
    String name,
    double value,
    double spread,
    String unit,
    int rounds,
    double must,
    double aim,
    boolean lowerIsBetter,
    String met,
    String note)
{
}
