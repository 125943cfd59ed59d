struct s {
    int data[];
    int n;
};
