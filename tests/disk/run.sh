# run.sh FILE: gives every line of FILE to a shell of its own, in one directory, and says which line it was.
n=0
while IFS= read -r line; do
    n=$((n + 1))
    echo "## $n"
    sh -c "$line" sh 2>&1 < /dev/null
done < "$1"
