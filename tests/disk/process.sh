# Processes: status, environment, signals.
true; echo $?; false; echo $?; sleep 0; echo $?; sleep x; echo $?
env -i A=1 B=2 env; env A=3 sh -c 'echo $A'; env nofile_program; echo $?; env -i /bin/echo hi; X=y env | grep '^X='
sleep 10 & kill $!; wait $!; echo $?
sleep 10 & kill -9 $!; wait $!; echo $?
sleep 10 & kill -s INT $! ; kill -TERM $!; wait $!; echo $?
sh -c 'kill -USR1 $$'; echo $?
env kill -l 9; env kill -l TERM; env kill 99999999; echo $?
which nofile_program; echo $?; uname -s
test 1 -lt 2; echo $?; test abc = abd; echo $?; /bin/test 3 -gt 4 -o 1 = 1; echo $?
nice; nice -n 5 nice; nice nofile_program; echo $?
tee /nodir/x < /dev/null; echo $?
yes | true; echo $?
cat /dev/null; echo zero; head -c 4 /dev/zero | wc -c
