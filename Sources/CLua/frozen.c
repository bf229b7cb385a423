// Read-only tables. A proxy is an empty table whose metatable holds, under a key that no script can
// have, the contents that `__index` shows.
#include "internal.h"

static const char contents_key = 0;

bool clua_push_contents(lua_State *L, int index) {
  luaL_checkstack(L, 3, NULL);
  index = lua_absindex(L, index);
  if (lua_type(L, index) != LUA_TTABLE || !lua_getmetatable(L, index)) return false;
  if (lua_rawgetp(L, -1, &contents_key) == LUA_TTABLE) {
    lua_remove(L, -2);
    return true;
  }
  lua_pop(L, 2);
  return false;
}

static const char proxies_key = 0;

// mark(metatable, contents, proxy): makes `proxy` show the contents once it has the metatable.
int clua_mark_frozen(lua_State *L) {
  for (int i = 1; i <= 3; i++) luaL_checktype(L, i, LUA_TTABLE);
  lua_settop(L, 3);
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &proxies_key) == LUA_TNIL) {
    lua_newtable(L);
    lua_createtable(L, 0, 1);
    lua_pushliteral(L, "kv");
    lua_setfield(L, -2, "__mode");
    lua_setmetatable(L, -2);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &proxies_key);
    lua_replace(L, -2);
  }
  lua_pushvalue(L, 2);
  lua_pushvalue(L, 3);
  lua_rawset(L, -3);
  lua_pushvalue(L, 2);
  lua_rawsetp(L, 1, &contents_key);
  return 0;
}

void clua_push_proxy(lua_State *L) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &proxies_key);
  lua_pushvalue(L, -2);
  if (lua_rawget(L, -2) == LUA_TNIL) {
    lua_pop(L, 2);
    return;
  }
  lua_replace(L, -3);
  lua_pop(L, 1);
}

// contents(value): what a proxy shows, or nil.
int clua_contents(lua_State *L) {
  luaL_checkany(L, 1);
  if (!clua_push_contents(L, 1)) lua_pushnil(L);
  return 1;
}
