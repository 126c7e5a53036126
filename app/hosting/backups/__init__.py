"""Backups: a manifest for each, and beside them one store of what all of them hold, by its content.

    backups/2026-12-01T031500Z.json     what one backup holds: each file's path, size and SHA-256
    backups/blobs/ab/abcdef…            the contents, each once however many backups hold it
    backups/key.json                    only where a passphrase is set: how the key is made of it

A manifest is written last and at once, so a backup that is there is whole. Files that people added never change, so a
daily backup costs what is new and a copy of the database.
"""
