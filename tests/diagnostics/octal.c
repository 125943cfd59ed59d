int a = 08;
int b = 0x;
int c = 12abc;
float f = 1f;
int big = 99999999999999999999;
