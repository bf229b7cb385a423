// TOML documents read by toml++, behind a C function.
#ifndef VALENCE_CTOML_H
#define VALENCE_CTOML_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What an entry of a document is.
enum {
  VALENCE_TOML_TEXT = 0,
  /// A list; its items follow, in order.
  VALENCE_TOML_LIST = 1,
  /// A table; its entries follow, in byte order of their keys.
  VALENCE_TOML_TABLE = 2,
  /// Something else; its text says what.
  VALENCE_TOML_OTHER = 3
};

/// An entry of a document.
typedef struct ValenceTomlEntry {
  /// The key; that of the list where the entry is an item.
  const char *key;
  /// The name of the table around the entry, or an empty text.
  const char *table;
  /// The position in a list, counted from 0, or -1.
  int32_t item;
  int32_t type;
  const char *text;
  /// The line, counted from 1.
  int32_t line;
} ValenceTomlEntry;

typedef void (*ValenceTomlVisit)(void *context, const ValenceTomlEntry *entry);

/// Calls `visit` with every entry of a document: those of its top and of the tables there; what lies
/// deeper is `VALENCE_TOML_OTHER`. The texts live as long as the call. Nothing is thrown.
///
/// Returns the line of the first mistake, with its description in `message`; 0 where there is none.
int32_t valence_toml_read(
    const char *text, size_t length, void *context, ValenceTomlVisit visit, char *message,
    size_t message_size);

#ifdef __cplusplus
}
#endif

#endif
