// Which lines and functions run. Files are few and a line follows a line of the same file most often,
// so that a list with the last file first serves. What cannot be noted for want of memory is left out.
#define _POSIX_C_SOURCE 200809L
#include <stdlib.h>
#include <string.h>

#include "internal.h"

typedef struct CoveredFile {
  char *source;
  // One byte a line: 1 it ran, 2 a function that begins there was called.
  unsigned char *marks;
  size_t size;
  struct CoveredFile *next;
} CoveredFile;

struct CLuaCoverage {
  CoveredFile *files;
};

enum { LINE = 1, FUNCTION = 2 };

static CoveredFile *find_file(CLuaCoverage *coverage, const char *source) {
  CoveredFile **link = &coverage->files;
  while (*link != NULL && strcmp((*link)->source, source) != 0) link = &(*link)->next;
  CoveredFile *file = *link;
  if (file == NULL) {
    file = calloc(1, sizeof *file);
    if (file == NULL) return NULL;
    file->source = strdup(source);
    if (file->source == NULL) {
      free(file);
      return NULL;
    }
  } else {
    *link = file->next;
  }
  file->next = coverage->files;
  coverage->files = file;
  return file;
}

static void mark(CLuaCoverage *coverage, const char *source, int line, unsigned char what) {
  if (*source != '@' || line < 0) return;
  CoveredFile *file = find_file(coverage, source);
  if (file == NULL) return;
  if ((size_t)line >= file->size) {
    size_t size = 2 * (size_t)line + 64;
    unsigned char *marks = realloc(file->marks, size);
    if (marks == NULL) return;
    memset(marks + file->size, 0, size - file->size);
    file->marks = marks;
    file->size = size;
  }
  file->marks[line] |= what;
}

void clua_cover(CLuaState *S, lua_State *L, lua_Debug *activation) {
  if (S->coverage == NULL) return;
  bool is_line = activation->event == LUA_HOOKLINE;
  if (!lua_getinfo(L, "S", activation) || *activation->what == 'C') return;
  if (is_line) {
    mark(S->coverage, activation->source, activation->currentline, LINE);
  } else {
    bool is_main = *activation->what == 'm';
    mark(S->coverage, activation->source, is_main ? 0 : activation->linedefined, FUNCTION);
  }
}

bool clua_record_coverage(CLuaState *S) {
  if (S->coverage == NULL) S->coverage = calloc(1, sizeof *S->coverage);
  if (S->coverage == NULL) return false;
  S->hook_mask = LUA_MASKCOUNT | LUA_MASKLINE | LUA_MASKCALL;
  return true;
}

void clua_covered(const CLuaState *S, CLuaCovered body, void *context) {
  if (S->coverage == NULL) return;
  for (const CoveredFile *file = S->coverage->files; file != NULL; file = file->next) {
    for (size_t line = 0; line < file->size; line++) {
      if (file->marks[line] & LINE) body(context, file->source, (int32_t)line, false);
      if (file->marks[line] & FUNCTION) body(context, file->source, (int32_t)line, true);
    }
  }
}

void clua_free_coverage(CLuaState *S) {
  if (S->coverage == NULL) return;
  CoveredFile *file = S->coverage->files;
  while (file != NULL) {
    CoveredFile *next = file->next;
    free(file->source);
    free(file->marks);
    free(file);
    file = next;
  }
  free(S->coverage);
}
