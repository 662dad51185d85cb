// Calls of Linux that Swift's Glibc leaves out, as <fcntl.h> declares them under _GNU_SOURCE.
int fallocate(int descriptor, int mode, long offset, long length);
int syncfs(int descriptor);
