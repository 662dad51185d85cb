#pragma once

/// A file of kits/: its path below that folder and its bytes.
struct satchel_file {
    const char *path;
    const unsigned char *bytes;
    unsigned long size;
};

/// How many files there are.
unsigned long satchel_file_count(void);

/// The file at an index below that count.
const struct satchel_file *satchel_file_at(unsigned long index);
