enum color { RED, GREEN, RED };
int RED;
enum shade { LIGHT = 1.5 };
