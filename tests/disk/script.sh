# The shell: here-documents and commands of several lines.
cat <<E
line $((1+1)) $HOME_NOT
two \$x `echo bq` "q"
E
x=1; cat <<'E'
$x `a` \n
E
cat <<-E
	tabbed
	E
cat <<A; cat <<B
a
A
b
B
echo a \
b
if [ 1 -eq 1 ] ; then
echo multi
fi
f()
{
echo newline func
}
f
x=$(cat <<E
here in sub
E
); echo "$x"
while read l; do echo "l:$l"; done <<E
1
2
E
# A script of some length.
count=0
for word in alpha beta gamma; do
    case $word in
    a*) kind=first ;;
    *a) kind=ends-in-a
        ;;
    esac
    count=$((count + ${#word}))
    printf '%s %s\n' "$word" "$kind"
done > words
while read -r word kind; do
    echo "$kind: $word"
done < words | sort
echo "$count letters" | tr a-z A-Z
report() {
    local title="$1"
    shift
    if [ $# -eq 0 ]; then
        echo "$title: nothing"
        return 1
    fi
    until [ $# -eq 0 ]; do
        echo "$title: $1"
        shift
    done
}
report empty || echo "status $?"
report full one "two words"
total=$(
    # a comment in a substitution
    for n in 1 2 3; do
        echo $((n * n))
    done | { sum=0; while read n; do sum=$((sum + n)); done; echo $sum; }
)
echo "total $total"
(
    trap 'echo leaving' EXIT
    echo inside
) > log 2>&1
cat log
rm -f words log
