// Ordered traversal. The order of keys is: positive integers ascending; false, true; the other
// numbers ascending; strings in byte order; handles by value. It depends on the keys alone, so a
// traversal may clear or change the fields it visits.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

typedef struct Key {
  int rank;
  bool is_integer;
  size_t length;
  union {
    lua_Integer integer;
    lua_Number number;
    const char *string;
    uint64_t handle;
  };
  lua_Integer position;
} Key;

enum { RANK_SEQUENCE, RANK_BOOLEAN, RANK_NUMBER, RANK_STRING, RANK_HANDLE };

static void read_key(lua_State *L, int index, Key *key) {
  key->is_integer = false;
  key->length = 0;
  switch (lua_type(L, index)) {
    case LUA_TBOOLEAN:
      key->rank = RANK_BOOLEAN;
      key->integer = lua_toboolean(L, index);
      return;
    case LUA_TNUMBER:
      key->rank = RANK_NUMBER;
      if (lua_isinteger(L, index)) {
        key->integer = lua_tointeger(L, index);
        key->is_integer = true;
        if (key->integer > 0) key->rank = RANK_SEQUENCE;
      } else {
        key->number = lua_tonumber(L, index);
      }
      return;
    case LUA_TSTRING:
      key->rank = RANK_STRING;
      key->string = lua_tolstring(L, index, &key->length);
      return;
    case LUA_TLIGHTUSERDATA:
      key->rank = RANK_HANDLE;
      key->handle = (uint64_t)(uintptr_t)lua_touserdata(L, index);
      return;
    default: {
      char text[128] = "pairs over a table with a ";
      strcat(text, luaL_typename(L, index));
      strcat(text, " as key has no defined order");
      clua_raise(L, text);
    }
  }
}

// A float key is never integral in the range of integers: Lua stores such keys as integers.
static int compare_mixed(lua_Integer integer, lua_Number number) {
  if (number >= 0x1p63) return -1;
  if (number < -0x1p63) return 1;
  return integer <= (lua_Integer)floor(number) ? -1 : 1;
}

static int compare_numbers(const Key *a, const Key *b) {
  if (a->is_integer && b->is_integer)
    return a->integer < b->integer ? -1 : a->integer > b->integer;
  if (a->is_integer) return compare_mixed(a->integer, b->number);
  if (b->is_integer) return -compare_mixed(b->integer, a->number);
  return a->number < b->number ? -1 : a->number > b->number;
}

static int compare_keys(const void *left, const void *right) {
  const Key *a = left, *b = right;
  if (a->rank != b->rank) return a->rank < b->rank ? -1 : 1;
  switch (a->rank) {
    case RANK_BOOLEAN: return (int)(a->integer - b->integer);
    case RANK_SEQUENCE:
    case RANK_NUMBER: return compare_numbers(a, b);
    case RANK_STRING: {
      size_t common = a->length < b->length ? a->length : b->length;
      int order = memcmp(a->string, b->string, common);
      if (order != 0) return order;
      return a->length < b->length ? -1 : a->length > b->length;
    }
    default: return a->handle < b->handle ? -1 : a->handle > b->handle;
  }
}

// Pushes an array of the keys in order, or nil where they are exactly 1...*sequence. In the former
// case *sequence is 0.
void clua_push_sorted_keys(lua_State *L, int table, lua_Integer *sequence) {
  luaL_checkstack(L, 8, NULL);
  lua_Integer count = 0, positive = 0, largest = 0;
  Key key;
  for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) {
    lua_pop(L, 1);
    lua_pushvalue(L, -1);
    read_key(L, -1, &key);
    count++;
    if (key.rank != RANK_SEQUENCE) continue;
    positive++;
    if (key.integer > largest) largest = key.integer;
  }
  clua_spend(L, count);
  if (positive == count && largest == count) {
    *sequence = count;
    lua_pushnil(L);
    return;
  }
  *sequence = 0;
  Key *keys = lua_newuserdatauv(L, (size_t)count * sizeof *keys, 0);
  lua_createtable(L, (int)count, 0);
  lua_createtable(L, (int)count, 0);
  lua_Integer filled = 0;
  for (lua_pushnil(L); lua_next(L, table);) {
    lua_pop(L, 1);
    read_key(L, -1, &keys[filled]);
    filled++;
    keys[filled - 1].position = filled;
    lua_pushvalue(L, -1);
    lua_rawseti(L, -3, filled);
  }
  qsort(keys, (size_t)count, sizeof *keys, compare_keys);
  for (lua_Integer i = 0; i < count; i++) {
    lua_rawgeti(L, -1, keys[i].position);
    lua_rawseti(L, -3, i + 1);
  }
  lua_pop(L, 1);
  lua_remove(L, -2);
}

// Upvalues: the table with the fields, the keys or nil, the length of the sequence, the index of
// the last key.
static int pairs_step(lua_State *L) {
  bool has_keys = !lua_isnil(L, lua_upvalueindex(2));
  lua_Integer count = lua_tointeger(L, lua_upvalueindex(3));
  lua_Integer index = lua_tointeger(L, lua_upvalueindex(4));
  lua_settop(L, 0);
  while (index < count) {
    index++;
    if (has_keys) {
      lua_rawgeti(L, lua_upvalueindex(2), index);
    } else {
      lua_pushinteger(L, index);
    }
    lua_pushvalue(L, 1);
    if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL) {
      lua_pushinteger(L, index);
      lua_replace(L, lua_upvalueindex(4));
      return 2;
    }
    lua_settop(L, 0);
    // Fields that the loop has cleared are passed over without an instruction of the script.
    if ((index & 15) == 0) clua_spend(L, 1);
  }
  lua_pushinteger(L, index);
  lua_replace(L, lua_upvalueindex(4));
  lua_pushnil(L);
  return 1;
}

int clua_pairs(lua_State *L) {
  luaL_checkany(L, 1);
  if (luaL_getmetafield(L, 1, "__pairs") != LUA_TNIL) {
    lua_pushvalue(L, 1);
    lua_call(L, 1, 3);
    return 3;
  }
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  if (!clua_push_contents(L, 1)) lua_pushvalue(L, 1);
  lua_Integer sequence;
  clua_push_sorted_keys(L, 2, &sequence);
  lua_pushinteger(L, lua_isnil(L, 3) ? sequence : (lua_Integer)lua_rawlen(L, 3));
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, pairs_step, 4);
  lua_pushvalue(L, 1);
  lua_pushnil(L);
  return 3;
}

// next(table, key): the smallest key after `key`. One call looks at every key; pairs does not.
int clua_next(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 2);
  if (!clua_push_contents(L, 1)) lua_pushvalue(L, 1);
  bool from_start = lua_isnil(L, 2);
  Key last, best, key;
  if (!from_start) {
    read_key(L, 2, &last);
    // The common step of a sequence needs no search.
    if (last.rank == RANK_SEQUENCE && last.integer < LUA_MAXINTEGER
        && lua_rawgeti(L, 3, last.integer + 1) != LUA_TNIL) {
      lua_pushinteger(L, last.integer + 1);
      lua_insert(L, -2);
      return 2;
    }
  } else if (lua_rawgeti(L, 3, 1) != LUA_TNIL) {
    lua_pushinteger(L, 1);
    lua_insert(L, -2);
    return 2;
  }
  lua_settop(L, 3);
  lua_pushnil(L);  // 4: the best key so far
  int64_t seen = 0;
  for (lua_pushnil(L); lua_next(L, 3);) {
    lua_pop(L, 1);
    if ((++seen & 15) == 0) clua_spend(L, 16);
    lua_pushvalue(L, -1);
    read_key(L, -1, &key);
    bool is_after = from_start || compare_keys(&key, &last) > 0;
    if (is_after && (lua_isnil(L, 4) || compare_keys(&key, &best) < 0)) {
      best = key;
      lua_replace(L, 4);
    } else {
      lua_pop(L, 1);
    }
  }
  if (lua_isnil(L, 4)) return 1;
  lua_pushvalue(L, 4);
  lua_rawget(L, 3);
  return 2;
}
