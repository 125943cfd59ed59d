# Text: lines, words, fields, patterns.
seq 10 > n; printf 'pear 3\napple 10\nfig 2\napple 9\n' > fruit
wc n; wc -l n; wc -w < fruit; wc n fruit; cat n | wc; wc -lw fruit; wc -c n fruit; wc nofile; echo $?
head -n 3 n; head -2 n; tail -n 2 n; tail -3 n; tail -n +9 n; head -n 1 n fruit; tail -n 1 n fruit; head nofile; echo $?
head -n 0 n; tail -n 0 n; head -c 3 n; tail -c 3 n; printf 'no newline' | tail -n 1; echo; printf 'a\nb' | head -n 5; echo
sort fruit; sort -r fruit; sort -k2n fruit; sort -k1,1 -k2n fruit; sort -n n | tail -n 1; sort n | head -n 2; sort -u -k1,1 fruit; sort -rn n | head -n 1
printf '3\n-1\n2.5\n10\n\nx\n' | sort -n; printf 'b:2\na:1\nc:0\n' | sort -t: -k2; printf 'B\na\nC\n' | sort -f; sort -c fruit; echo $?
grep apple fruit; grep -n apple fruit; grep -v apple fruit; grep -c apple fruit; grep -i APPLE fruit; grep -l apple fruit n; grep zzz fruit; echo $?
grep apple fruit n; grep -h 1 fruit n; grep '^f' fruit; grep '0$' fruit; grep 'p*l' fruit; grep 'a.*9' fruit; grep '[0-9][0-9]' fruit; grep '[^a-z ]' n | wc -l
grep -E 'pear|fig' fruit; grep 'pear\|fig' fruit; grep -E '^[a-z]+ [0-9]$' fruit; grep -E 'ap?ple' fruit; grep -w 1 n; grep -x 1 n; grep -o '[0-9]*' fruit; grep -F . n; echo $?
grep -q apple fruit && echo quiet; grep x nofile; echo $?; grep -e fig -e pear fruit; echo 'a*b' | grep 'a\*b'; echo 'abc' | grep -v abc; echo $?; grep '[[:digit:]]' fruit | wc -l; grep -ow '[a-z]*' fruit
cut -d' ' -f1 fruit; cut -c1-3 fruit; cut -c2 n; cut -d' ' -f2- fruit; cut -d: -f1 fruit; cut -s -d: -f1 fruit; echo a:b:c | cut -d: -f1,3; echo abcdef | cut -c-2,5-
tr a-z A-Z < fruit; tr -d 0-9 < fruit; echo aabbcc | tr -s ab; echo hello | tr el ip; echo 'a b  c' | tr -s ' ' '\n'; echo abc123 | tr -cd '0-9\n'; echo Hello | tr '[:upper:]' '[:lower:]'; echo abc | tr -c 'a\n' x
printf 'a\na\nb\na\n' > u; uniq u; uniq -c u; uniq -d u; uniq -u u; sort u | uniq -c | sort -rn; printf 'A\na\n' | uniq -i
seq 3; seq 2 4; seq 1 2 7; seq 5 -2 1; seq -s, 3; seq 0; seq -w 8 10; seq 0.5 0.5 2; seq 3 1; seq a; echo $?
echo a b c | xargs; printf 'a\nb c\n' | xargs -n 1 echo x; printf '1\n2\n' | xargs -I {} echo '<{}>'; echo "'a b' c" | xargs -n 1; : | xargs echo none; : | xargs -r echo none; echo x | xargs false; echo $?
env printf '%d %5d|%-5d|%05d %x %o %c %s\n' 1 2 3 4 255 8 xyz str; env printf '%s\n' a b c; env printf '%s-%s\n' a b c; env printf 'no newline'; echo; env printf '%5.2f %e %g\n' 3.14159 1000 0.0001; env printf '\101\t\x41\\n\n'; env printf '%b\n' 'a\tb'; env printf '%%\n'; env printf '%d\n' abc; echo $?; env printf '%*d\n' 5 42; env printf '%.2s\n' abcdef; env printf '%d\n' 0x1f 010 "'A"
expr 1 + 2; expr 2 \* 3 + 4; expr 10 / 3; expr 10 % 3; expr \( 1 + 2 \) \* 3; expr 5 \> 3; expr a = a; expr abc : 'a.'; expr abc : 'a\(.\)c'; expr length hello; expr substr hello 2 3; expr index hello l; expr 0; echo $?; expr 1 / 0; echo $?; expr a + 1; echo $?; expr '' \| b; expr 1 \& 0
echo 'Hello, world' | hexdump -C; printf 'abc' | hexdump; head -c 64 /dev/zero | hexdump -C; printf 'abcdefghijklmnopq' | hexdump
echo -e 'a\tb'; echo -n x; echo; echo "a  b" c; yes | head -n 2; yes a b | head -n 2
date -u -d @0; date -u -d @86399 +%H:%M:%S; date -u -d @951782400 '+%Y-%m-%d %j %a %b'
