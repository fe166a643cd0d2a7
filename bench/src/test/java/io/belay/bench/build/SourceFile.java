package io.belay.bench.build;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One source file, seen as the names of other packages that its code speaks of, in an import or written out in full.
 *
 * @param path        relative to the project.
 * @param packageName that it declares.
 * @param code        without comments and literals, which may speak of anything.
 */
record SourceFile(Path path, String packageName, String code)
{
    private static final Pattern COMMENT_OR_LITERAL = Pattern.compile(
        "/\\*.*?\\*/|//[^\\n]*|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])+'", Pattern.DOTALL);
    private static final Pattern PACKAGE = Pattern.compile("^\\s*(?:@\\w+\\s+)*package\\s+([\\w.]+)\\s*;", Pattern.MULTILINE);
    private static final Pattern QUALIFIED = Pattern.compile("(?<![\\w.])(?:io|net|org|uk)\\.[a-z][\\w]*(?:\\.[a-z][\\w]*)*");

    static SourceFile parse(final Path path, final String text)
    {
        final String code = COMMENT_OR_LITERAL.matcher(text).replaceAll(" ");
        final Matcher declared = PACKAGE.matcher(code);

        return new SourceFile(path, declared.find() ? declared.group(1) : "", code);
    }

    /** Every dotted lower-case name that can be a package of somebody else. */
    SortedSet<String> namedPackages()
    {
        final SortedSet<String> names = new TreeSet<>();
        final Matcher matcher = QUALIFIED.matcher(code);
        while (matcher.find())
        {
            names.add(matcher.group());
        }

        return names;
    }

    boolean isIn(final List<String> packages)
    {
        return packages.stream().anyMatch((name) -> isWithin(packageName, name));
    }

    static boolean isWithin(final String name, final String packageName)
    {
        return name.equals(packageName) || name.startsWith(packageName + '.');
    }
}
