# The shell: a case a line, each run by a shell of its own.
echo hello world
echo a | cat | wc -l
echo "a b"   'c  d' e\ f
x=5; echo $x ${x} "$x" '$x'
x="a b  c"; echo $x; echo "$x"
echo ${u:-def} ${u-def} ${u:=set} $u ${u:+alt} ${v:+alt}.
x=hello; echo ${#x} ${x#he} ${x%lo} ${x##*l} ${x%%l*}
p=/usr/local/bin/x.tar.gz; echo ${p##*/} ${p%/*} ${p%.*} ${p%%.*} ${p#*/}
true && echo yes || echo no
false && echo yes || echo no
false; echo $?
(exit 3); echo $?
! true; echo $?
if true; then echo t; else echo f; fi
if false; then echo t; elif true; then echo e; else echo f; fi
for i in 1 2 3; do echo -n "$i "; done; echo
i=0; while [ $i -lt 5 ]; do i=$((i+1)); if [ $i = 3 ]; then continue; fi; echo $i; done
i=0; until [ $i -ge 3 ]; do echo $i; i=$((i+1)); done
for i in a b; do for j in 1 2 3; do [ $j = 2 ] && continue 2; echo $i$j; done; done
for i in 1 2 3 4; do [ $i = 3 ] && break; echo $i; done
case foo in f*) echo match;; *) echo no;; esac
case foo in bar|foo) echo 1;; *) echo 2;; esac
case "a*" in a\*) echo lit;; esac
case x in (y) echo y;; (x) echo x; esac
case abc in [a-c]bc) echo set;; esac; case abc in [!a]bc) echo neg;; *) echo other;; esac
f() { echo "f $1 $2 $#"; return 4; }; f a b; echo $?
f() { local x=1; echo $x; }; x=9; f; echo $x
fact() { if [ $1 -le 1 ]; then echo 1; else echo $(( $1 * $(fact $(($1-1))) )); fi; }; fact 6
set -- a "b c" d; echo $#; for x in "$@"; do echo "[$x]"; done; for x in $*; do echo "<$x>"; done; echo "$*"
set -- 1 2 3; shift; echo $1 $#; shift 2; echo $#
echo $(echo a; echo b) "$(echo c; echo d)"
echo `echo back` "`echo 'q q'`"
echo $((1+2*3)) $((10/3)) $((10%3)) $((1<<4)) $((7&3)) $((5>3)) $((1?2:3)) $((-7/2))
x=3; echo $((x*2)) $(($x+1)) $((x+=4)) $x $(( (1+2)*3 )) $((!0)) $((~0))
echo $((0x10)) $((010)) $((1==1&&2!=3)) $((0||0))
echo out > f1; cat f1; echo more >> f1; cat < f1; wc -l < f1
ls nofile 2>/dev/null; echo $?
{ echo a; echo b >&2; } 2>&1 | sort
(cd /; pwd); pwd | grep -c .
{ echo 1; echo 2; } > g; cat g
if true; then echo inner; fi > g; cat g
while read a b; do echo "$b-$a"; done < /dev/null; echo done
printf '1 2 3\n4 5\n' | while read a b; do echo "$b|$a"; done
printf 'a:b:c\n' | { IFS=: read x y z; echo $z$y$x; }
printf '  sp  ace  \n' | { read x; echo "[$x]"; }
printf 'a\\b\n' | { read x; echo "$x"; }; printf 'a\\b\n' | { read -r x; echo "$x"; }
IFS=:; x=a:b::c; set -- $x; echo $#; echo "$1-$2-$3-$4"
touch a1 a2 b1; echo a*; echo *1; echo [ab]1; echo 'a*' "a*" a\*; echo zz*
mkdir -p d/e; touch d/e/f d/g; echo d/* d/*/*; echo */
set -f; touch q1; echo q*
echo a;echo b;   echo c # comment
# only comment
echo a#b '#c'
nofile_cmd; echo $?
./nofile_x; echo $?
/tmp; echo $?
cat < nofile_y; echo $?
echo x > /nodir/x; echo $?
export FOO=bar; sh -c 'echo $FOO'; FOO=baz sh -c 'echo $FOO'; echo $FOO
unset FOO; echo ${FOO-unset}
A=1 B=2 env | grep '^[AB]=' | sort
sleep 0 & wait; echo waited $?
(exit 7) & wait $!; echo $?
sh -c 'exit 5' & p=$!; wait $p; echo $?
sh -c 'kill -TERM $$'; echo $?
trap 'echo bye' EXIT; echo hi
trap 'echo int' USR1; kill -USR1 $$; echo after
set -e; echo a; false; echo b
set -e; if false; then :; fi; false || true; ! true; echo still
set -u; echo $nope; echo not
eval 'x=1; echo $x'; eval echo a b
echo 'echo dotted $1; y=2' > dot.sh; . ./dot.sh; echo $y
echo 'echo script $0 $1 $#' > s.sh; sh s.sh a b
printf '#!/bin/sh\necho shebang $1\n' > s2.sh; chmod +x s2.sh; ./s2.sh arg
printf 'echo noshebang $1\n' > s3.sh; chmod +x s3.sh; ./s3.sh arg
exec echo replaced; echo no
exec > ex; echo into; exec 1>&2; cat ex
test 1 -lt 2 && echo lt; test a = a && echo eq; [ a != b ] && echo ne; [ -z "" ] && echo z; [ -n "" ] || echo n
[ -f /bin/sh ] && echo f; [ -d / ] && echo d; [ ! -e /nope ] && echo ne; [ 1 -eq 1 -a 2 -gt 1 ] && echo and; [ 1 = 2 -o 3 = 3 ] && echo or
[ ]; echo $?; [ x ]; echo $?; test; echo $?
[ \( 1 = 1 \) ]; echo $?; [ ! 1 = 1 ]; echo $?
test 1 -eq x; echo $?
[ a b c; echo $?
cd /nodir; echo $?
cd /tmp && pwd; cd / && cd - 
echo $# $0
echo ${x:?}
echo ${x?custom msg}
readonly r=1; r=2; echo no
shift 3; echo no
echo $((1/0)); echo no
echo $((3+))
if true; then echo
echo )
echo "abc
fi
for 1 in a; do :; done
done
case x in a) echo; 
echo a | ; echo
&& echo
(echo a
echo 'a\nb\tc\\d' "x\ny"
echo -n a; echo -e b
echo '\0101'
umask 022; umask
true | false; echo $?; false | true; echo $?
yes | head -n 2
seq 3 | sort -r | head -n 1
echo a b c | { read x y; echo $y; }
x=$(false); echo $?; x=$(exit 4) ; echo $?
x=a; x=$x$x; echo $x; x="$x"'y'z; echo $x
echo ~ | grep -c /; echo "~"
echo $$ | grep -c '^[0-9]*$'
echo "a\"b" 'it'"'"'s' "\$x" "a\qb"
echo "${x:-"a b"}" ${x:-'c  d'}
set -- ; echo "$@" x; for i in "$@"; do echo never; done; echo $#
set -- "" a; for i in "$@"; do echo "[$i]"; done
x=; echo $x a; echo "$x" a
f() { echo one; }; f() { echo two; }; f; unset -f f; f
f() { cat; }; echo piped | f
f() { for i; do echo "$i"; done; }; f 1 "2 3"
a() { return; }; false; a; echo $?
echo one; (echo two; exit 2; echo three); echo $?
{ exit 3; }; echo no
while true; do echo once; break; done | cat
for i in 1 2 3; do echo $i; done | while read n; do echo "n$n"; done
for f in d*; do echo $f; done
i=5; while [ $((i-=1)) -gt 0 ]; do echo -n $i; done; echo
x='*'; touch st1; echo "$x"; echo st$x
echo \\ \a "\\"
a=1; (a=2; echo $a); echo $a
echo "$(echo "nested $(echo deep "$(echo er)")")"
echo $(echo ')' "(" )
echo ${#} ${?} ${1-none}
set -- a b c d e f g h i j k; echo ${10} ${11} $10
echo 2>/dev/null err; echo 2 > two; cat two
echo to stderr 1>&2 2>/dev/null
exec 3> three; echo via3 >&3; exec 3>&-; cat three
read x < two; echo "got $x"; read y < /dev/null; echo $?
set -x; echo traced; set +x 
jobs; sleep 0.2 & jobs | grep -c Running; wait
trap 'echo t; exit 3' TERM; kill -TERM $$; echo no
trap '' INT; kill -INT $$; echo survived
false || { echo grp; false; } || echo last
echo a && echo b && false || echo c; echo d & wait
