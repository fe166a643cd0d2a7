# Sourced by the other scripts, never run: finds or installs Java and Maven, and builds when that is due.
# Speaks on stderr only, since stdout belongs to the command. ROOT must be set.

JAVA_RELEASE_MIN=17
EXIT_PRECONDITION=6

say()
{
    printf 'belay: %s\n' "$*" >&2
}

fail()
{
    say "$@"
    exit "$EXIT_PRECONDITION"
}

# Names, sources and the output are UTF-8. Java 17 believes the locale, and in a bare root that is C.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in
    *[Uu][Tt][Ff]-8 | *[Uu][Tt][Ff]8) ;;
    *) export LC_ALL=C.UTF-8 ;;
esac

# The release of a java binary as one number: 17, 25. Nothing when it cannot be told.
java_release()
{
    RELEASE_FILE=$(dirname "$(dirname "$(readlink -f "$1")")")/release
    if [ -r "$RELEASE_FILE" ]
    then
        sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$RELEASE_FILE"
    else
        "$1" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.specification\.version = *\([0-9]*\).*/\1/p'
    fi
}

is_recent()
{
    [ -n "$1" ] && [ -x "$1" ] && [ "$(java_release "$1")" -ge "$JAVA_RELEASE_MIN" ] 2>/dev/null
}

# Sets JAVA to a java that is recent enough: the one of JAVA_HOME, else the first on the path.
find_java()
{
    for JAVA in "${JAVA_HOME:+$JAVA_HOME/bin/java}" "$(command -v java || :)"
    do
        if is_recent "$JAVA"
        then
            return 0
        fi
    done

    JAVA=
    return 1
}

# A Java runtime is enough to run, but not to build.
find_jdk()
{
    find_java && [ -x "$(dirname "$(readlink -f "$JAVA")")/javac" ]
}

require_java()
{
    find_java || install_packages
    find_java || fail "no Java $JAVA_RELEASE_MIN or later, although it was installed; set JAVA_HOME"
}

require_jdk_and_maven()
{
    if find_jdk && command -v mvn >/dev/null
    then
        return
    fi

    install_packages
    find_jdk || fail "no JDK $JAVA_RELEASE_MIN or later, although it was installed; set JAVA_HOME"
    command -v mvn >/dev/null || fail "no mvn on the path, although it was installed"
}

# Installs what is missing through apt. Later releases of Debian and Ubuntu dropped 17 for a newer one, which does too.
install_packages()
{
    command -v apt-get >/dev/null || fail "needs JDK $JAVA_RELEASE_MIN or later and Maven: install them and try again"

    AS_ROOT=
    if [ "$(id -u)" -ne 0 ]
    then
        AS_ROOT=sudo
        command -v sudo >/dev/null ||
            fail "needs a JDK and Maven. As root: apt-get update && apt-get install -y openjdk-17-jdk-headless maven"
    fi

    say "installing what is missing through apt (JDK, Maven)"
    run_apt update || fail "apt-get update failed: see above"
    PACKAGES=
    find_jdk || PACKAGES=$(first_available openjdk-17-jdk-headless openjdk-21-jdk-headless default-jdk-headless)
    command -v mvn >/dev/null || PACKAGES="$PACKAGES maven"

    # Slim images leave out the folder of the manual pages, and the JDK's package then fails to install.
    $AS_ROOT mkdir -p /usr/share/man/man1
    # The list is meant to be split into words.
    # shellcheck disable=SC2086
    run_apt install -y --no-install-recommends $PACKAGES || fail "could not install; as root try: apt-get install -y $PACKAGES"
}

run_apt()
{
    say "${AS_ROOT:+$AS_ROOT }apt-get $*"
    $AS_ROOT env DEBIAN_FRONTEND=noninteractive apt-get -q -o Dpkg::Use-Pty=0 "$@" </dev/null >&2
}

first_available()
{
    for PACKAGE
    do
        if apt-cache show "$PACKAGE" >/dev/null 2>&1
        then
            echo "$PACKAGE"
            return
        fi
    done
}

# Maven with the Java that was found: never a prompt, never a colour code, never a progress bar.
run_maven()
{
    (cd "$ROOT" && JAVA_HOME=$(dirname "$(dirname "$(readlink -f "$JAVA")")") mvn -B -ntp -Dstyle.color=never "$@" </dev/null)
}

# What the build makes is as new as this file says, which carries the time at which the build began.
STAMP=bench/target/belay/.built

# Folders count too: a deleted source changes the time of its folder.
is_built()
{
    [ -f "$ROOT/$STAMP" ] && [ -f "$ROOT/bench/target/belay/belay.jar" ] &&
        [ -z "$(cd "$ROOT" && find pom.xml .mvn ./*/pom.xml ./*/src/main engine/*/pom.xml engine/*/src/main \
            -newer "$STAMP" -print -quit)" ]
}

# One at a time: two Mavens in one tree spoil each other's output. "$@" is the build.
build_exclusively()
{
    mkdir -p "$ROOT/target"
    (
        flock 9
        "$@" 9>&-
    ) 9>"$ROOT/target/build.lock"
}

build_if_stale()
{
    if is_built # By another launcher, while this one waited.
    then
        return
    fi

    say "building (once, and again when sources change)"
    begin_build
    run_maven -q -DskipTests package -pl bench -am >&2 || fail "the build failed: see above"
    end_build
}

begin_build()
{
    touch "$ROOT/target/build.begun"
}

end_build()
{
    mv "$ROOT/target/build.begun" "$ROOT/$STAMP"
}

require_built()
{
    if ! is_built
    then
        require_jdk_and_maven
        build_exclusively build_if_stale || exit
    fi
}

# Some benchmarks are modules of their own, with libraries that are no part of the product. Such a module is built when a
# command asks for it, so that nobody else waits for it or downloads what it needs. "$1" is its folder.
is_module_built()
{
    [ -f "$ROOT/$1/target/.built" ] &&
        [ -z "$(cd "$ROOT" && find pom.xml .mvn ./*/pom.xml ./*/src/main engine/*/pom.xml engine/*/src/main \
            "$1/pom.xml" "$1/src/main" -newer "$1/target/.built" -print -quit)" ]
}

build_module_if_stale()
{
    if is_module_built "$1"
    then
        return
    fi

    say "building $1 (once, and again when sources change)"
    touch "$ROOT/target/module.begun"
    run_maven -q -DskipTests package -pl "$1" -am >&2 || fail "the build failed: see above"
    mv "$ROOT/target/module.begun" "$ROOT/$1/target/.built"
}

# As new as the product, which was built in the same go.
end_module_build()
{
    touch -r "$ROOT/$STAMP" "$ROOT/$1/target/.built"
}

require_module_built()
{
    if ! is_module_built "$1"
    then
        require_jdk_and_maven
        build_exclusively build_module_if_stale "$1" || exit
    fi
}
