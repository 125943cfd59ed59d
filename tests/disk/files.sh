# Files and directories: what each program prints and leaves behind.
mkdir d d/e; echo one > d/a; echo two > d/b; echo dot > d/.h
ls d; ls -a d; ls -A d; ls -d d; ls -R d; ls -F d; ls -r d
ls d/a d nofile; echo $?
ls -l d/a | cut -c1-10; ls -1 d | wc -l
cp d/a d/c; cat d/c; cp d/a d/b d/e; ls d/e
cp d/a nodir/x; echo $?; cp d x; echo $?; cp -r d f; ls -R f; cp d/a d/a; echo $?
mv d/c d/g; ls d; mv d/g d/e; ls d/e; mv nofile x; echo $?
ln d/a hard; stat -c '%h %s %F %a' hard; ln -s d/a soft; cat soft; ls -F; ls -l soft | grep -o 'soft ->.*'
ln -s nowhere dangling; cat dangling; echo $?; ls -l dangling | cut -c1
touch t1 t2; stat -c '%n %s %F' t1 t2; touch -c nothing; ls nothing
chmod 640 t1; stat -c '%a %A' t1; chmod u+x,g-r,o=rw t1; stat -c '%a %A' t1; chmod a-w t1; stat -c %a t1; chmod zz t1; echo $?
rm t1 t2; ls; rm nofile; echo $?; rm -f nofile; echo $?; rm d; echo $?; rmdir d; echo $?
rm -r f; ls; rmdir nodir; echo $?; mkdir d; echo $?; mkdir -p p/q/r p; ls -R p; rmdir p/q/r; ls p/q
echo abc > w; test -s w && echo sized; test -d d && echo directory; test -L soft && echo link; test -e dangling || echo dangles
pwd | grep -c /; cd d; pwd | grep -o '[^/]*$'; cd ..
basename /a/b/c.txt .txt; basename /; basename a/; dirname /a/b/c a /x ./y/; dirname /
echo hello > big; cat big big big > big3; cat big3 - < big; cat -n big3; cat nofile big; echo $?
mkfifo pipe; cat pipe & echo through > pipe; wait; ls -F pipe
echo data | tee t3 t4; cat t3 t4; echo more | tee -a t3 > t5; cat t3 t5
head -c 20 big3; tail -c 8 big3; : > empty; wc empty; stat -c '%s %F' empty
