package io.belay.driver;

import io.aeron.CommonContext;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;

/** The effective configuration of a driver, each value with where it came from. */
final class ConfigListing
{
    /** How to print it. */
    enum Format
    {
        text, json
    }

    private final DriverConfig config;

    ConfigListing(final DriverConfig config)
    {
        this.config = config;
    }

    void print(final PrintWriter out, final Format format)
    {
        switch (format)
        {
            case text -> printText(out);
            case json -> printJson(out);
            default -> throw new IllegalArgumentException("unknown format " + format);
        }
    }

    /** What is set, and Aeron's default for every key that is not. An empty default is one that Aeron works out. */
    List<DriverSetting> effective()
    {
        final TreeSet<String> keys = new TreeSet<>(AeronKeys.all());
        config.settings().forEach((setting) -> keys.add(setting.key()));
        final List<DriverSetting> effective = new ArrayList<>();
        for (final String key : keys)
        {
            final DriverSetting setting = config.setting(key);
            effective.add(setting != null ? setting : new DriverSetting(key, defaultOf(key), "default"));
        }

        return effective;
    }

    private String defaultOf(final String key)
    {
        return key.equals(CommonContext.AERON_DIR_PROP_NAME) ? config.directory() : AeronKeys.defaultOf(key);
    }

    private void printText(final PrintWriter out)
    {
        final List<DriverSetting> effective = effective();
        final int width = effective.stream().mapToInt((s) -> s.key().length() + s.value().length() + 1).max().orElse(1);
        for (final DriverSetting setting : effective)
        {
            final String assignment = setting.key() + '=' + setting.value();
            out.println(assignment + " ".repeat(width - assignment.length()) + "  # " + setting.origin());
        }
    }

    private void printJson(final PrintWriter out)
    {
        out.println("{\"profile\":" + quoted(config.profile().profileName()) +
            ",\"dir\":" + quoted(config.directory()) + ",\"settings\":[");
        final Iterator<DriverSetting> settings = effective().iterator();
        while (settings.hasNext())
        {
            final DriverSetting setting = settings.next();
            out.println("{\"key\":" + quoted(setting.key()) + ",\"value\":" + quoted(setting.value()) +
                ",\"origin\":" + quoted(setting.origin()) + (settings.hasNext() ? "}," : "}"));
        }

        out.println("]}");
    }

    private static String quoted(final String text)
    {
        final StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++)
        {
            final char c = text.charAt(i);
            if (c == '"' || c == '\\')
            {
                json.append('\\').append(c);
            }
            else if (c < ' ')
            {
                json.append(String.format("\\u%04x", (int)c));
            }
            else
            {
                json.append(c);
            }
        }

        return json.append('"').toString();
    }
}
