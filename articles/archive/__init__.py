"""Old editions in, neutral records out, rows and files between: the archive's readers, loader and writers."""
