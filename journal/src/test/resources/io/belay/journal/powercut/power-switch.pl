# Cuts the power of file systems, as far as the kernel can pretend it: they stop at once, with nothing flushed, and what
# only lay in memory is gone. Run as: perl -e THIS number-of-sync_file_range witness power-file...
#
# On standard input, a line each:
#   write PATH OFFSET LENGTH    has the kernel write that range back now, as it might of its own accord
#   cut                         reads the witness, then stops the file systems in the order of their power files
# Says "ready", then the witness as it was before anything stopped, in hexadecimal; then it ends.
use strict;
use warnings;

use constant SHUTDOWN => 0x8004587d;    # _IOR('X', 125, u32), the same for ext4 and xfs
use constant NO_LOG_FLUSH => 2;
use constant WAIT_WRITE_WAIT => 7;
use constant WITNESS_LENGTH => 128;

$| = 1;
my ($sync_file_range, $witness, @power) = @ARGV;
open(my $seen, '<:raw', $witness) or die "$witness: $!\n";
my @supplies = map { open(my $file, '<:raw', $_) or die "$_: $!\n"; $file } @power;

sub look
{
    my $bytes;
    sysseek($seen, 0, 0);
    WITNESS_LENGTH == sysread($seen, $bytes, WITNESS_LENGTH) or die "the witness is short\n";

    return $bytes;
}

# The acknowledged sequence stands first; it counts only when it was read twice alike, so not while it was written.
sub look_surely
{
    my ($before, $after) = (look(), look());
    while (substr($before, 0, 8) ne substr($after, 0, 8))
    {
        ($before, $after) = ($after, look());
    }

    return $before;
}

my %open;
print "ready\n";
while (my $line = <STDIN>)
{
    if ($line =~ /^write (\S+) (\d+) (\d+)$/)
    {
        if (!$open{$1} && !open($open{$1}, '+<:raw', $1))
        {
            delete $open{$1};
            next;    # It was moved or deleted meanwhile, so there is nothing to write.
        }

        0 == syscall($sync_file_range, fileno($open{$1}), $2 + 0, $3 + 0, WAIT_WRITE_WAIT) or die "sync_file_range: $!\n";
    }
    elsif ($line =~ /^cut$/)
    {
        my $before = look_surely();
        foreach my $supply (@supplies)
        {
            my $how = pack('L', NO_LOG_FLUSH);
            ioctl($supply, SHUTDOWN, $how) or die "shutdown: $!\n";
        }

        print unpack('H*', $before), "\n";
        exit 0;
    }
    else
    {
        die "not understood: $line";
    }
}
