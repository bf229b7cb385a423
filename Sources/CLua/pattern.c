// Lua's patterns (manual 6.4.1) by backtracking, with every step inside the budget. Classes are those
// of ASCII, whatever the locale.
#include <string.h>

#include "internal.h"

#define ESCAPE '%'
#define OPEN_CAPTURE (-1)
// Nested calls of the matcher: bounds the C stack.
#define MAX_DEPTH 200

static const char *match(CLuaMatcher *m, const char *s, const char *p);

static inline void step(CLuaMatcher *m) {
  if ((++m->steps & 15) == 0) clua_spend(m->L, 1);
  if ((m->steps & 0xFFFF) == 0) clua_check_deadline(m->L);
}

void clua_matcher_init(
    CLuaMatcher *m, lua_State *L, const char *subject, size_t subject_length, const char *pattern,
    size_t pattern_length) {
  m->L = L;
  m->subject = subject;
  m->subject_end = subject + subject_length;
  m->pattern_end = pattern + pattern_length;
  m->level = 0;
  m->depth = 0;
  m->steps = 0;
}

// MARK: Single characters

static bool is_lower(unsigned char c) { return c >= 'a' && c <= 'z'; }
static bool is_upper(unsigned char c) { return c >= 'A' && c <= 'Z'; }
static bool is_digit(unsigned char c) { return c >= '0' && c <= '9'; }
static bool is_graphic(unsigned char c) { return c > 32 && c < 127; }

static bool in_class(unsigned char c, unsigned char name) {
  bool result;
  switch (is_upper(name) ? name + 32 : name) {
    case 'a': result = is_lower(c) || is_upper(c); break;
    case 'c': result = c < 32 || c == 127; break;
    case 'd': result = is_digit(c); break;
    case 'g': result = is_graphic(c); break;
    case 'l': result = is_lower(c); break;
    case 'p': result = is_graphic(c) && !is_lower(c) && !is_upper(c) && !is_digit(c); break;
    case 's': result = c == ' ' || (c >= 9 && c <= 13); break;
    case 'u': result = is_upper(c); break;
    case 'w': result = is_lower(c) || is_upper(c) || is_digit(c); break;
    case 'x': result = is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); break;
    case 'z': result = c == 0; break;
    default: return name == c;
  }
  return is_upper(name) ? !result : result;
}

// `p` at the '[', `last` at the closing ']'.
static bool in_set(CLuaMatcher *m, unsigned char c, const char *p, const char *last) {
  bool wanted = true;
  p++;
  if (*p == '^') {
    wanted = false;
    p++;
  }
  while (p < last) {
    step(m);
    if (*p == ESCAPE) {
      if (in_class(c, (unsigned char)p[1])) return wanted;
      p += 2;
    } else if (p[1] == '-' && p + 2 < last) {
      if ((unsigned char)p[0] <= c && c <= (unsigned char)p[2]) return wanted;
      p += 3;
    } else {
      if ((unsigned char)*p == c) return wanted;
      p++;
    }
  }
  return !wanted;
}

// The end of the single-character item at `p`.
static const char *item_end(CLuaMatcher *m, const char *p) {
  char first = *p++;
  if (first == ESCAPE) {
    if (p == m->pattern_end) luaL_error(m->L, "malformed pattern (ends with '%%')");
    return p + 1;
  }
  if (first != '[') return p;
  if (p < m->pattern_end && *p == '^') p++;
  // The first character of a set is never its end.
  do {
    step(m);
    if (p >= m->pattern_end) luaL_error(m->L, "malformed pattern (missing ']')");
    if (*p++ == ESCAPE && p < m->pattern_end) p++;
  } while (p >= m->pattern_end || *p != ']');
  return p + 1;
}

static bool matches_item(CLuaMatcher *m, const char *s, const char *p, const char *end) {
  step(m);
  if (s >= m->subject_end) return false;
  unsigned char c = (unsigned char)*s;
  switch (*p) {
    case '.': return true;
    case ESCAPE: return in_class(c, (unsigned char)p[1]);
    case '[': return in_set(m, c, p, end - 1);
    default: return (unsigned char)*p == c;
  }
}

// MARK: Items

static const char *longest(CLuaMatcher *m, const char *s, const char *p, const char *end) {
  const char *last = s;
  while (matches_item(m, last, p, end)) last++;
  for (; last >= s; last--) {
    const char *result = match(m, last, end + 1);
    if (result != NULL) return result;
  }
  return NULL;
}

static const char *shortest(CLuaMatcher *m, const char *s, const char *p, const char *end) {
  while (true) {
    const char *result = match(m, s, end + 1);
    if (result != NULL) return result;
    if (!matches_item(m, s, p, end)) return NULL;
    s++;
  }
}

static const char *open_capture(CLuaMatcher *m, const char *s, const char *p, ptrdiff_t kind) {
  if (m->level >= CLUA_MAX_CAPTURES) luaL_error(m->L, "too many captures");
  m->captures[m->level].start = s;
  m->captures[m->level].length = kind;
  m->level++;
  const char *result = match(m, s, p);
  if (result == NULL) m->level--;
  return result;
}

static const char *close_capture(CLuaMatcher *m, const char *s, const char *p) {
  int index = m->level - 1;
  while (index >= 0 && m->captures[index].length != OPEN_CAPTURE) index--;
  if (index < 0) luaL_error(m->L, "invalid pattern capture");
  m->captures[index].length = s - m->captures[index].start;
  const char *result = match(m, s, p);
  if (result == NULL) m->captures[index].length = OPEN_CAPTURE;
  return result;
}

// `p` at the two delimiters of %b.
static const char *balanced(CLuaMatcher *m, const char *s, const char *p) {
  if (p + 1 >= m->pattern_end)
    luaL_error(m->L, "malformed pattern (missing arguments to '%%b')");
  if (s >= m->subject_end || *s != *p) return NULL;
  char opening = p[0], closing = p[1];
  int64_t depth = 1;
  for (s++; s < m->subject_end; s++) {
    step(m);
    if (*s == closing) {
      if (--depth == 0) return s + 1;
    } else if (*s == opening) {
      depth++;
    }
  }
  return NULL;
}

static const char *back_reference(CLuaMatcher *m, const char *s, int index) {
  if (index < 0 || index >= m->level || m->captures[index].length == OPEN_CAPTURE)
    luaL_error(m->L, "invalid capture index %%%d", index + 1);
  ptrdiff_t length = m->captures[index].length;
  if (length == CLUA_POSITION_CAPTURE || m->subject_end - s < length) return NULL;
  if (length >= 64) clua_spend(m->L, length / 64);
  return memcmp(m->captures[index].start, s, (size_t)length) == 0 ? s + length : NULL;
}

// Whether the set that starts at `p` begins to hold at `s`.
static bool at_frontier(CLuaMatcher *m, const char *s, const char *p, const char *end) {
  unsigned char before = s == m->subject ? 0 : (unsigned char)s[-1];
  unsigned char after = s == m->subject_end ? 0 : (unsigned char)*s;
  return !in_set(m, before, p, end - 1) && in_set(m, after, p, end - 1);
}

// Items that start with an escape and are no character class; false: the item is one.
static bool match_escape(CLuaMatcher *m, const char **s, const char **p) {
  char kind = *p + 1 < m->pattern_end ? (*p)[1] : 0;
  if (kind == 'b') {
    *s = balanced(m, *s, *p + 2);
    *p += 4;
    return true;
  }
  if (kind == 'f') {
    const char *set = *p + 2;
    if (set >= m->pattern_end || *set != '[')
      luaL_error(m->L, "missing '[' after '%%f' in pattern");
    const char *end = item_end(m, set);
    if (!at_frontier(m, *s, set, end)) *s = NULL;
    *p = end;
    return true;
  }
  if (is_digit((unsigned char)kind)) {
    *s = back_reference(m, *s, kind - '1');
    *p += 2;
    return true;
  }
  return false;
}

static const char *match_items(CLuaMatcher *m, const char *s, const char *p) {
  while (p < m->pattern_end) {
    step(m);
    if (*p == '(') {
      bool position = p + 1 < m->pattern_end && p[1] == ')';
      return position ? open_capture(m, s, p + 2, CLUA_POSITION_CAPTURE)
                      : open_capture(m, s, p + 1, OPEN_CAPTURE);
    }
    if (*p == ')') return close_capture(m, s, p + 1);
    if (*p == '$' && p + 1 == m->pattern_end) return s == m->subject_end ? s : NULL;
    if (*p == ESCAPE && match_escape(m, &s, &p)) {
      if (s == NULL) return NULL;
      continue;
    }
    const char *end = item_end(m, p);
    char suffix = end < m->pattern_end ? *end : 0;
    if (suffix == '*') return longest(m, s, p, end);
    if (suffix == '-') return shortest(m, s, p, end);
    bool matches = matches_item(m, s, p, end);
    if (suffix == '+') return matches ? longest(m, s + 1, p, end) : NULL;
    if (suffix == '?') {
      if (matches) {
        const char *result = match(m, s + 1, end + 1);
        if (result != NULL) return result;
      }
      p = end + 1;
    } else {
      if (!matches) return NULL;
      s++;
      p = end;
    }
  }
  return s;
}

static const char *match(CLuaMatcher *m, const char *s, const char *p) {
  if (++m->depth > MAX_DEPTH) luaL_error(m->L, "pattern too complex");
  const char *result = match_items(m, s, p);
  m->depth--;
  return result;
}

const char *clua_match_at(CLuaMatcher *m, const char *at, const char *pattern) {
  m->level = 0;
  m->depth = 0;
  return match(m, at, pattern);
}

// MARK: Captures

void clua_push_capture(CLuaMatcher *m, int index, const char *start, const char *end) {
  if (index >= m->level) {
    if (index != 0) luaL_error(m->L, "invalid capture index %%%d", index + 1);
    lua_pushlstring(m->L, start, (size_t)(end - start));
    return;
  }
  const CLuaCapture *capture = &m->captures[index];
  if (capture->length == OPEN_CAPTURE) luaL_error(m->L, "unfinished capture");
  if (capture->length == CLUA_POSITION_CAPTURE) {
    lua_pushinteger(m->L, capture->start - m->subject + 1);
  } else {
    lua_pushlstring(m->L, capture->start, (size_t)capture->length);
  }
}

int clua_push_captures(CLuaMatcher *m, const char *start, const char *end) {
  int count = m->level == 0 && start != NULL ? 1 : m->level;
  luaL_checkstack(m->L, count, "too many captures");
  for (int i = 0; i < count; i++) clua_push_capture(m, i, start, end);
  return count;
}
