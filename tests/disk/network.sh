# Programs that talk: pipes, TCP and UDP over the loopback.
squares; squares 3 10; squares 1 0; squares 0 1; echo $?
mkdir www; echo hello > www/a.txt; echo '<p>index' > www/index.html; mkdir www/d; echo x > www/d/f; httpd -n 7 8081 www & sleep 0.2; http localhost:8081/a.txt; http -i http://127.0.0.1:8081/; http 127.0.0.1:8081/none; echo $?; http 127.0.0.1:8081/../etc; http 127.0.0.1:8081/d | grep -c href; http -X POST 127.0.0.1:8081/; http -i -X HEAD 127.0.0.1:8081/a.txt; wait
http 127.0.0.1:8099/; echo $?; http nosuchhost.invalid; echo $?
kvdb -n 7 8082 journal & kvweb -n 7 8083 127.0.0.1 8082 & sleep 0.2; http 127.0.0.1:8083/; http -X PUT -d 'one two' 127.0.0.1:8083/k; http 127.0.0.1:8083/k; http -d x 127.0.0.1:8083/j; http -X DELETE 127.0.0.1:8083/j; http 127.0.0.1:8083/j; http 127.0.0.1:8083/; wait; cat journal
kvdb -n 1 8084 journal & kvweb -n 1 8085 localhost 8084 & sleep 0.2; http 127.0.0.1:8085/k; wait
kvweb -n 1 8086 127.0.0.1 8099 & sleep 0.2; http -i 127.0.0.1:8086/k; wait
mkfifo in1 in2; chat ann 8087 < in1 > out1 & chat bob 8088 localhost:8087 < in2 > out2 & exec 3> in1; exec 4> in2; sleep 1; echo hello from bob >&4; sleep 1; echo hello from ann >&3; sleep 1; exec 4>&-; sleep 1; exec 3>&-; wait; uniq out1; echo --; cat out2 # uniq: until a datagram to the loopback comes from 127.0.0.1
echo_server -n 2 8089 > log & sleep 0.2; echo one | nc 127.0.0.1 8089; printf 'two\nthree\n' | nc localhost 8089; wait; cut -d: -f1 log
echo_server -p -n 2 8090 > log & sleep 0.2; echo one | nc 127.0.0.1 8090; printf 'two\nthree\n' | nc localhost 8090; wait; cut -d: -f1 log
kvdb -n 1 8091 log & sleep 0.2; printf 'SET a 1\nSET b 2 3\nGET a\nGET c\nBAD\nDEL a\nCOUNT\nQUIT\n' | nc localhost 8091; wait; kvdb -n 1 8092 log & sleep 0.2; printf 'GET a\nGET b\n' | nc localhost 8092; wait
sleep 1 | nc -l 8093 > got & sleep 0.2; echo to the listener | nc localhost 8093; wait; cat got
