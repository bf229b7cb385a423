// A line editor on a terminal, from libedit, behind a few C functions.
#ifndef VALENCE_CEDIT_H
#define VALENCE_CEDIT_H

#include <stdbool.h>
#include <stddef.h>

typedef struct CEditor CEditor;

/// What completes a line: gets the bytes before the cursor, and gives what is to be inserted there and
/// what is to be listed below, or NULL; both come from malloc and are freed by the editor.
typedef void (*CEditComplete)(
    void *_Nullable context, const char *_Nonnull before, size_t length,
    char *_Nullable *_Nonnull insert, char *_Nullable *_Nonnull listing);

/// Takes the terminal; NULL where there is none to take.
CEditor *_Nullable cedit_open(CEditComplete _Nonnull complete, void *_Nullable context);
/// Gives the terminal back as it was.
void cedit_close(CEditor *_Nonnull editor);

#define CEDIT_LINE 0
#define CEDIT_END 1
#define CEDIT_INTERRUPTED 2

/// Reads a line without its line break; it stays valid until the next one is read.
int cedit_read(
    CEditor *_Nonnull editor, const char *_Nonnull prompt, const char *_Nullable *_Nonnull line);

/// Adds a line to the history.
void cedit_remember(CEditor *_Nonnull editor, const char *_Nonnull line);
/// False where the file cannot be read or written.
bool cedit_load_history(CEditor *_Nonnull editor, const char *_Nonnull path);
bool cedit_save_history(CEditor *_Nonnull editor, const char *_Nonnull path);
/// Adds a line to the file alone.
bool cedit_append_history(const char *_Nonnull path, const char *_Nonnull line);

#endif
