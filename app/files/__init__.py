"""Files that people add to things: kept outside the web root, given out by the room they belong to (SECURITY 18).

    ready = read_upload(form.file.data)        # looks into it, outside any transaction; Refused with words
    file = keep(actor, ready)                  # in the room's own action: writes the file and its row
    send(file)                                 # in the room's own view, after it has asked who is asking
    drop(file)                                 # in the room's own action

A row that no room refers to any more, and a file without a row (a keep that was rolled back), are swept a day later.
"""
