package io.belay.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.belay.sbe.client.OutcomeKind;
import io.belay.sbe.client.RefusalCode;
import io.belay.sbe.wal.Alone;
import io.belay.sbe.wal.Claim;
import io.belay.sbe.wal.HandoverCode;
import io.belay.sbe.wal.ResponseCode;
import io.belay.sbe.wal.StateReason;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md is what others build against: its tables must say what the schemas say. */
class ProtocolPageTest
{
    private static final Pattern MESSAGE_ROW = Pattern.compile("\\| `(0xA0[0-9A-F]{2})` \\| (\\w+) \\| (\\d+) \\|");
    private static final Pattern CODE = Pattern.compile("^\\| (\\d+) `(\\w+)` \\|", Pattern.MULTILINE);
    private static final Pattern RESERVED = Pattern.compile("^\\| `0xA0[0-9A-F]{2}`(–`0xA0[0-9A-F]{2}`)? \\| [A-Za-z]",
        Pattern.MULTILINE);

    private final String page;

    ProtocolPageTest() throws IOException
    {
        page = Files.readString(Path.of(System.getProperty("basedir", "."), "PROTOCOL.md"));
    }

    @Test
    void shouldListEachMessageWithItsOpcodeAndBlockLength()
    {
        final Map<String, String> expected = new TreeMap<>();
        for (final Class<?> encoder : GeneratedCodecs.messages("Encoder"))
        {
            final String name = GeneratedCodecs.messageName(encoder);
            final int templateId = GeneratedCodecs.constant(encoder, "TEMPLATE_ID");
            expected.put(name.substring(name.indexOf('/') + 1),
                String.format("0x%X, %d bytes", templateId, GeneratedCodecs.constant(encoder, "BLOCK_LENGTH")));
        }

        final Map<String, String> listed = new TreeMap<>();
        MESSAGE_ROW.matcher(page).results()
            .forEach((row) -> listed.put(row.group(2), row.group(1) + ", " + row.group(3) + " bytes"));

        assertEquals(expected, listed);
    }

    @Test
    void shouldExplainEachCodeByItsNumber()
    {
        final List<String> expected = new ArrayList<>();
        Arrays.stream(ResponseCode.values()).filter((code) -> ResponseCode.NULL_VAL != code)
            .forEach((code) -> expected.add(code.value() + " " + code));
        Arrays.stream(OutcomeKind.values()).filter((kind) -> OutcomeKind.NULL_VAL != kind)
            .forEach((kind) -> expected.add(kind.value() + " " + kind));
        Arrays.stream(RefusalCode.values()).filter((code) -> RefusalCode.NULL_VAL != code)
            .forEach((code) -> expected.add(code.value() + " " + code));

        assertEquals(expected, CODE.matcher(page).results().map((row) -> row.group(1) + " " + row.group(2)).toList());
    }

    @Test
    void shouldExplainEachReasonDefectAndToken()
    {
        final List<Enum<?>> names = new ArrayList<>();
        names.addAll(List.of(Defect.values()));
        names.addAll(List.of(StateReason.values()));
        names.addAll(List.of(Alone.values()));
        names.addAll(List.of(Claim.values()));
        names.addAll(List.of(HandoverCode.values()));
        names.remove(StateReason.NULL_VAL);
        names.remove(Alone.NULL_VAL);
        names.remove(Claim.NULL_VAL);
        names.remove(HandoverCode.NULL_VAL);

        for (final Enum<?> name : names)
        {
            assertTrue(page.contains("`" + name + "`"), name + " is not explained");
        }
    }

    @Test
    void shouldReserveNoOpcodeThatIsInUse()
    {
        final String reserved = page.substring(page.indexOf("## 9."), page.indexOf("## 10."));
        final List<String> rows = RESERVED.matcher(reserved).results().map(MatchResult::group).toList();

        assertTrue(rows.size() >= 6, "rows found: " + rows);
        for (final Class<?> encoder : GeneratedCodecs.messages("Encoder"))
        {
            final int templateId = GeneratedCodecs.constant(encoder, "TEMPLATE_ID");
            for (final String row : rows)
            {
                final int first = Integer.parseInt(row.substring(5, 9), 16);
                final int last = row.contains("–") ? Integer.parseInt(row.substring(14, 18), 16) : first;
                assertTrue(templateId < first || templateId > last, row + " is in use by " + encoder);
            }
        }
    }
}
