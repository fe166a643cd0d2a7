package io.belay.journal.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class JsonLineTest
{
    private final JsonLine line = new JsonLine();

    @Test
    void shouldEscapeAllThatIsNotPlainAscii()
    {
        line.text("a\"b", "\"\\\n\r\t\u0000\u001f\u007f\u00e9\u20ac\ud83d\ude00");

        assertEquals(
            "{\"a\\\"b\":\"\\\"\\\\\\n\\r\\t\\u0000\\u001f\\u007f\\u00e9\\u20ac\\ud83d\\ude00\"}", line.take());
    }

    @Test
    void shouldKeepAllBitsOfNumbers()
    {
        line.number("least", Long.MIN_VALUE);
        line.unsigned("most", -1);
        line.decimal("half", 0.5);
        line.decimal("none", Double.NaN);

        assertEquals("{\"least\":-9223372036854775808,\"most\":18446744073709551615,\"half\":0.5,\"none\":\"NaN\"}",
            line.take());
    }

    @Test
    void shouldNestAndBeginAnew()
    {
        line.beginList("list");
        line.beginObject(null);
        line.flag("x", true);
        line.endObject();
        line.beginList(null);
        line.endList();
        line.number(null, 1);
        line.endList();
        line.absent("y");
        assertEquals("{\"list\":[{\"x\":true},[],1],\"y\":null}", line.take());

        line.word("z", "w");
        assertEquals("{\"z\":\"w\"}", line.take());
        assertEquals("{}", line.take());
    }
}
