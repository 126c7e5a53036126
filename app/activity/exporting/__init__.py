"""The filtered log as a file or a feed: exactly its entries (A6), one row for each (never folded, A7), written while
they are read, in the reader's language. An entry goes by its `ref`; its number never leaves the house."""
