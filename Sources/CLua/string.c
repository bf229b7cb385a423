// The `string` table of guests: searching on the matcher of pattern.c, and what could make much
// from little.
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>

#include "internal.h"

// The offset from 0 of a start position counted from 1, or from the end if negative.
static size_t start_offset(lua_Integer position, size_t length) {
  if (position > 0) return (size_t)position - 1;
  if (position == 0 || position < -(lua_Integer)length) return 0;
  return length - (size_t)-position;
}

static bool has_specials(const char *pattern, size_t length) {
  for (size_t i = 0; i < length; i++)
    if (pattern[i] != 0 && strchr("^$*+?.([%-", pattern[i]) != NULL) return true;
  return false;
}

static int find_plain(
    lua_State *L, const char *s, size_t length, size_t start, const char *pattern,
    size_t pattern_length) {
  clua_spend(L, (int64_t)((length - start + pattern_length) / 64));
  const char *found = memmem(s + start, length - start, pattern, pattern_length);
  if (found == NULL) {
    lua_pushnil(L);
    return 1;
  }
  lua_pushinteger(L, found - s + 1);
  lua_pushinteger(L, found - s + (lua_Integer)pattern_length);
  return 2;
}

static int search(lua_State *L, bool is_find) {
  size_t length, pattern_length;
  const char *s = luaL_checklstring(L, 1, &length);
  const char *pattern = luaL_checklstring(L, 2, &pattern_length);
  size_t start = start_offset(luaL_optinteger(L, 3, 1), length);
  if (start > length) {
    lua_pushnil(L);
    return 1;
  }
  clua_spend(L, (int64_t)(pattern_length / 64));
  if (is_find && (lua_toboolean(L, 4) || !has_specials(pattern, pattern_length)))
    return find_plain(L, s, length, start, pattern, pattern_length);
  CLuaMatcher m;
  bool anchored = pattern_length > 0 && *pattern == '^';
  if (anchored) {
    pattern++;
    pattern_length--;
  }
  clua_matcher_init(&m, L, s, length, pattern, pattern_length);
  for (const char *at = s + start; at <= m.subject_end; at++) {
    const char *end = clua_match_at(&m, at, pattern);
    if (end != NULL) {
      if (!is_find) return clua_push_captures(&m, at, end);
      lua_pushinteger(L, at - s + 1);
      lua_pushinteger(L, end - s);
      return clua_push_captures(&m, NULL, NULL) + 2;
    }
    if (anchored) break;
  }
  lua_pushnil(L);
  return 1;
}

static int find(lua_State *L) { return search(L, true); }
static int match_string(lua_State *L) { return search(L, false); }

// Upvalues: subject, pattern, offset of the next try, offset of the last match's end or -1.
static int gmatch_step(lua_State *L) {
  size_t length, pattern_length;
  const char *s = lua_tolstring(L, lua_upvalueindex(1), &length);
  const char *pattern = lua_tolstring(L, lua_upvalueindex(2), &pattern_length);
  size_t start = (size_t)lua_tointeger(L, lua_upvalueindex(3));
  lua_Integer last = lua_tointeger(L, lua_upvalueindex(4));
  CLuaMatcher m;
  clua_matcher_init(&m, L, s, length, pattern, pattern_length);
  for (; start <= length; start++) {
    const char *end = clua_match_at(&m, s + start, pattern);
    if (end == NULL || end - s == last) continue;
    lua_pushinteger(L, end - s);
    lua_copy(L, -1, lua_upvalueindex(3));
    lua_replace(L, lua_upvalueindex(4));
    return clua_push_captures(&m, s + start, end);
  }
  return 0;
}

static int gmatch(lua_State *L) {
  size_t length;
  luaL_checklstring(L, 1, &length);
  luaL_checkstring(L, 2);
  size_t start = start_offset(luaL_optinteger(L, 3, 1), length);
  if (start > length) start = length + 1;
  lua_settop(L, 2);
  lua_pushinteger(L, (lua_Integer)start);
  lua_pushinteger(L, -1);
  lua_pushcclosure(L, gmatch_step, 4);
  return 1;
}

// MARK: gsub

static void add_template(CLuaMatcher *m, luaL_Buffer *buffer, const char *start, const char *end) {
  size_t length;
  const char *text = lua_tolstring(m->L, 3, &length);
  const char *text_end = text + length;
  clua_spend(m->L, (int64_t)(length / 64));
  while (text < text_end) {
    const char *escape = memchr(text, '%', (size_t)(text_end - text));
    if (escape == NULL) break;
    luaL_addlstring(buffer, text, (size_t)(escape - text));
    char kind = escape + 1 < text_end ? escape[1] : 0;
    if (kind == '%') {
      luaL_addchar(buffer, '%');
    } else if (kind == '0') {
      luaL_addlstring(buffer, start, (size_t)(end - start));
    } else if (kind >= '1' && kind <= '9') {
      clua_push_capture(m, kind - '1', start, end);
      lua_tolstring(m->L, -1, NULL);
      luaL_addvalue(buffer);
    } else {
      luaL_error(m->L, "invalid use of '%%' in replacement string");
    }
    text = escape + 2;
  }
  if (text < text_end) luaL_addlstring(buffer, text, (size_t)(text_end - text));
}

// Adds the replacement of one match; false: the match stays as it was.
static bool add_replacement(
    CLuaMatcher *m, luaL_Buffer *buffer, const char *start, const char *end, int kind) {
  lua_State *L = m->L;
  if (kind == LUA_TFUNCTION) {
    lua_pushvalue(L, 3);
    int count = clua_push_captures(m, start, end);
    lua_call(L, count, 1);
  } else if (kind == LUA_TTABLE) {
    clua_push_capture(m, 0, start, end);
    lua_gettable(L, 3);
  } else {
    add_template(m, buffer, start, end);
    return true;
  }
  if (!lua_toboolean(L, -1)) {
    lua_pop(L, 1);
    luaL_addlstring(buffer, start, (size_t)(end - start));
    return false;
  }
  if (!lua_isstring(L, -1))
    luaL_error(L, "invalid replacement value (a %s)", luaL_typename(L, -1));
  lua_tolstring(L, -1, NULL);
  luaL_addvalue(buffer);
  return true;
}

static int gsub(lua_State *L) {
  size_t length, pattern_length;
  const char *s = luaL_checklstring(L, 1, &length);
  const char *pattern = luaL_checklstring(L, 2, &pattern_length);
  int kind = lua_type(L, 3);
  lua_Integer limit = luaL_optinteger(L, 4, (lua_Integer)length + 1);
  luaL_argexpected(
    L, kind == LUA_TNUMBER || kind == LUA_TSTRING || kind == LUA_TFUNCTION || kind == LUA_TTABLE, 3,
    "string/function/table");
  bool anchored = pattern_length > 0 && *pattern == '^';
  if (anchored) {
    pattern++;
    pattern_length--;
  }
  CLuaMatcher m;
  clua_matcher_init(&m, L, s, length, pattern, pattern_length);
  luaL_Buffer buffer;
  luaL_buffinit(L, &buffer);
  const char *at = s, *last = NULL;
  lua_Integer count = 0;
  bool changed = false;
  while (count < limit) {
    const char *end = clua_match_at(&m, at, pattern);
    if (end != NULL && end != last) {
      count++;
      changed = add_replacement(&m, &buffer, at, end, kind) || changed;
      at = last = end;
    } else if (at < m.subject_end) {
      luaL_addchar(&buffer, *at++);
    } else {
      break;
    }
    if (anchored) break;
  }
  if (changed) {
    luaL_addlstring(&buffer, at, (size_t)(m.subject_end - at));
    luaL_pushresult(&buffer);
  } else {
    lua_pushvalue(L, 1);
  }
  lua_pushinteger(L, count);
  return 2;
}

// MARK: rep and format

static int repeat(lua_State *L) {
  size_t length, separator_length;
  const char *s = luaL_checklstring(L, 1, &length);
  lua_Integer count = luaL_checkinteger(L, 2);
  const char *separator = luaL_optlstring(L, 3, "", &separator_length);
  size_t unit = length + separator_length;
  if (count <= 0 || unit == 0) {
    lua_pushliteral(L, "");
    return 1;
  }
  if ((lua_Unsigned)count > CLUA_MAX_STRING / unit) return luaL_error(L, "resulting string too large");
  clua_spend(L, count / 4);
  luaL_Buffer buffer;
  luaL_buffinitsize(L, &buffer, (size_t)count * unit);
  for (; count > 1; count--) {
    luaL_addlstring(&buffer, s, length);
    luaL_addlstring(&buffer, separator, separator_length);
  }
  luaL_addlstring(&buffer, s, length);
  luaL_pushresult(&buffer);
  return 1;
}

// Lua's own format, after '%s' arguments have become text without addresses.
static int format(lua_State *L) {
  size_t length;
  const char *text = luaL_checklstring(L, 1, &length);
  const char *end = text + length;
  int argument = 1, top = lua_gettop(L);
  clua_spend(L, (int64_t)(length / 16));
  for (const char *c = text; c < end; c++) {
    if (*c != '%') continue;
    c++;
    if (c < end && *c == '%') continue;
    while (c < end && *c != 0 && strchr("-+ #0123456789.", *c) != NULL) c++;
    if (c >= end) break;
    argument++;
    if (*c == 'p') clua_raise(L, "'%p' is not available: an address differs from run to run");
    if (*c != 's' || argument > top) continue;
    clua_push_text(L, argument);
    lua_replace(L, argument);
  }
  return clua_state(L)->stock_format(L);
}

void clua_open_string(lua_State *L) {
  static const luaL_Reg functions[] = {
    {"find", find}, {"match", match_string}, {"gmatch", gmatch},
    {"gsub", gsub}, {"rep", repeat},         {"format", format},
    {NULL, NULL},
  };
  static const char *const stock[] = {
    "byte", "char", "len", "lower", "upper", "reverse", "sub", NULL};
  static const char *const charged[] = {"pack", "packsize", "unpack", NULL};
  luaL_newlib(L, functions);
  luaopen_string(L);
  clua_copy_fields(L, -1, -2, stock);
  clua_copy_charged(L, -1, -2, charged);
  lua_getfield(L, -1, "format");
  clua_state(L)->stock_format = lua_tocfunction(L, -1);
  lua_pop(L, 2);
}
