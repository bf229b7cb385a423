// The `table` table of guests. Like Lua's own, these functions respect metamethods (which is how
// read-only tables answer); unlike it, every element costs budget, whatever a `__len` claims, and
// sort is a stable merge sort: Lua's own takes pivots from the clock.
#include <limits.h>

#include "internal.h"

// Called once per element, with its number.
static inline void step(lua_State *L, lua_Integer number) {
  if ((number & 63) == 0) clua_spend(L, 64);
}

static lua_Integer check_length(lua_State *L, int index) {
  luaL_checktype(L, index, LUA_TTABLE);
  return luaL_len(L, index);
}

static int insert(lua_State *L) {
  lua_Integer end = check_length(L, 1) + 1;
  int count = lua_gettop(L);
  if (count == 2) {
    lua_seti(L, 1, end);
    return 0;
  }
  if (count != 3) return luaL_error(L, "wrong number of arguments to 'insert'");
  lua_Integer position = luaL_checkinteger(L, 2);
  luaL_argcheck(
    L, (lua_Unsigned)position - 1u < (lua_Unsigned)end, 2, "position out of bounds");
  for (lua_Integer i = end; i > position; i--) {
    step(L, i);
    lua_geti(L, 1, i - 1);
    lua_seti(L, 1, i);
  }
  lua_seti(L, 1, position);
  return 0;
}

static int remove_element(lua_State *L) {
  lua_Integer size = check_length(L, 1);
  lua_Integer position = luaL_optinteger(L, 2, size);
  if (lua_gettop(L) > 1)
    luaL_argcheck(
      L, (lua_Unsigned)position - 1u <= (lua_Unsigned)size || (size == 0 && position == 0), 2,
      "position out of bounds");
  lua_settop(L, 1);
  lua_geti(L, 1, position);
  for (; position < size; position++) {
    step(L, position);
    lua_geti(L, 1, position + 1);
    lua_seti(L, 1, position);
  }
  lua_pushnil(L);
  lua_seti(L, 1, position);
  return 1;
}

static int move(lua_State *L) {
  lua_Integer from = luaL_checkinteger(L, 2);
  lua_Integer last = luaL_checkinteger(L, 3);
  lua_Integer to = luaL_checkinteger(L, 4);
  int target = lua_isnoneornil(L, 5) ? 1 : 5;
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_checktype(L, target, LUA_TTABLE);
  if (last >= from) {
    luaL_argcheck(
      L, from > 0 || last < LUA_MAXINTEGER + from, 3, "too many elements to move");
    lua_Integer count = last - from + 1;
    luaL_argcheck(L, to <= LUA_MAXINTEGER - count + 1, 4, "destination wrap around");
    bool overlaps = to > from && to <= last && (target == 1 || lua_compare(L, 1, target, LUA_OPEQ));
    for (lua_Integer i = 0; i < count; i++) {
      lua_Integer offset = overlaps ? count - 1 - i : i;
      step(L, i + 1);
      lua_geti(L, 1, from + offset);
      lua_seti(L, target, to + offset);
    }
  }
  lua_pushvalue(L, target);
  return 1;
}

static int concat(lua_State *L) {
  lua_Integer end = check_length(L, 1);
  size_t separator_length;
  const char *separator = luaL_optlstring(L, 2, "", &separator_length);
  lua_Integer i = luaL_optinteger(L, 3, 1);
  end = luaL_optinteger(L, 4, end);
  luaL_Buffer buffer;
  luaL_buffinit(L, &buffer);
  for (; i <= end; i++) {
    step(L, i);
    lua_geti(L, 1, i);
    if (!lua_isstring(L, -1))
      return luaL_error(
        L, "invalid value (at index %I) in table for 'concat'", (LUAI_UACINT)i);
    luaL_addvalue(&buffer);
    if (i == end) break;
    luaL_addlstring(&buffer, separator, separator_length);
  }
  luaL_pushresult(&buffer);
  return 1;
}

static int pack(lua_State *L) {
  int count = lua_gettop(L);
  lua_createtable(L, count, 1);
  lua_insert(L, 1);
  for (int i = count; i >= 1; i--) lua_seti(L, 1, i);
  lua_pushinteger(L, count);
  lua_setfield(L, 1, "n");
  return 1;
}

static int unpack(lua_State *L) {
  lua_Integer from = luaL_optinteger(L, 2, 1);
  lua_Integer last = lua_isnoneornil(L, 3) ? luaL_len(L, 1) : luaL_checkinteger(L, 3);
  if (from > last) return 0;
  lua_Unsigned count = (lua_Unsigned)last - (lua_Unsigned)from;
  if (count >= (lua_Unsigned)INT_MAX || !lua_checkstack(L, (int)count + 2))
    return luaL_error(L, "too many results to unpack");
  clua_spend(L, (int64_t)(count / 16));
  for (lua_Unsigned i = 0; i <= count; i++) lua_geti(L, 1, (lua_Integer)((lua_Unsigned)from + i));
  return (int)count + 1;
}

// MARK: sort

// Whether the value at stack index `a` goes before the one at `b`.
static bool goes_before(lua_State *L, int a, int b) {
  if (lua_isnil(L, 2)) return lua_compare(L, a, b, LUA_OPLT);
  lua_pushvalue(L, 2);
  lua_pushvalue(L, a);
  lua_pushvalue(L, b);
  lua_call(L, 2, 1);
  bool result = lua_toboolean(L, -1);
  lua_pop(L, 1);
  return result;
}

// Merges the runs [left, middle) and [middle, end) of the array at `source` into `target`.
static void merge(
    lua_State *L, int source, int target, lua_Integer left, lua_Integer middle, lua_Integer end) {
  lua_Integer i = left, j = middle;
  for (lua_Integer k = left; k < end; k++) {
    step(L, k);
    bool takes_right = i >= middle;
    if (!takes_right && j < end) {
      lua_rawgeti(L, source, j);
      lua_rawgeti(L, source, i);
      takes_right = goes_before(L, 5, 6);
      lua_settop(L, 4);
    }
    lua_rawgeti(L, source, takes_right ? j++ : i++);
    lua_rawseti(L, target, k);
  }
}

// Stack: 1 table, 2 comparison or nil, 3 and 4 the arrays that are merged to and fro.
static int sort(lua_State *L) {
  lua_Integer count = check_length(L, 1);
  if (count < 2) return 0;
  luaL_argcheck(L, count < INT_MAX, 1, "array too big");
  if (!lua_isnoneornil(L, 2)) luaL_checktype(L, 2, LUA_TFUNCTION);
  lua_settop(L, 2);
  lua_newtable(L);
  lua_newtable(L);
  for (lua_Integer i = 1; i <= count; i++) {
    step(L, i);
    lua_geti(L, 1, i);
    lua_rawseti(L, 3, i);
  }
  int source = 3, target = 4;
  for (lua_Integer width = 1; width < count; width *= 2) {
    for (lua_Integer left = 1; left <= count; left += 2 * width) {
      lua_Integer middle = left + width, end = left + 2 * width;
      if (middle > count + 1) middle = count + 1;
      if (end > count + 1) end = count + 1;
      merge(L, source, target, left, middle, end);
    }
    int finished = target;
    target = source;
    source = finished;
  }
  for (lua_Integer i = 1; i <= count; i++) {
    step(L, i);
    lua_rawgeti(L, source, i);
    lua_seti(L, 1, i);
  }
  return 0;
}

void clua_open_table(lua_State *L) {
  static const luaL_Reg functions[] = {
    {"insert", insert}, {"remove", remove_element}, {"move", move}, {"concat", concat},
    {"pack", pack},     {"unpack", unpack},         {"sort", sort}, {NULL, NULL},
  };
  luaL_newlib(L, functions);
}
