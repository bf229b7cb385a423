// The basic functions of guests, where they differ from Lua's own.
#include <stdio.h>
#include <string.h>

#include "internal.h"

void clua_push_text(lua_State *L, int index) {
  index = lua_absindex(L, index);
  luaL_checkstack(L, 4, NULL);
  if (luaL_getmetafield(L, index, "__tostring") != LUA_TNIL) {
    lua_pushvalue(L, index);
    lua_call(L, 1, 1);
    if (!lua_isstring(L, -1)) clua_raise(L, "'__tostring' must return a string");
    lua_tolstring(L, -1, NULL);
    return;
  }
  switch (lua_type(L, index)) {
    case LUA_TNIL:
    case LUA_TBOOLEAN:
    case LUA_TNUMBER:
    case LUA_TSTRING: luaL_tolstring(L, index, NULL); return;
    default: break;
  }
  int name = luaL_getmetafield(L, index, "__name");
  if (name == LUA_TSTRING) return;
  if (name != LUA_TNIL) lua_pop(L, 1);
  lua_pushstring(L, luaL_typename(L, index));
}

static int to_string(lua_State *L) {
  luaL_checkany(L, 1);
  clua_push_text(L, 1);
  return 1;
}

// MARK: Protected calls

static int finish_protected(lua_State *L, int status, lua_KContext extra) {
  clua_rethrow_limit(L, status);
  if (status == LUA_OK || status == LUA_YIELD) return lua_gettop(L) - (int)extra;
  lua_pushboolean(L, 0);
  lua_pushvalue(L, -2);
  return 2;
}

static int protected_call(lua_State *L) {
  luaL_checkany(L, 1);
  lua_pushboolean(L, 1);
  lua_insert(L, 1);
  int status = lua_pcallk(L, lua_gettop(L) - 2, LUA_MULTRET, 0, 0, finish_protected);
  return finish_protected(L, status, 0);
}

// The handler of a script, unless a limit was hit: hooks are off while the limit is raised, so the
// script's handler could run forever. Upvalue 1: the handler.
static int guarded_handler(lua_State *L) {
  if (clua_state(L)->tripped || clua_is_limit(L, 1)) return 1;
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, lua_gettop(L) - 1, 1);
  return 1;
}

static int protected_call_with_handler(lua_State *L) {
  int count = lua_gettop(L);
  luaL_checktype(L, 2, LUA_TFUNCTION);
  lua_pushvalue(L, 2);
  lua_pushcclosure(L, guarded_handler, 1);
  lua_replace(L, 2);
  lua_pushboolean(L, 1);
  lua_pushvalue(L, 1);
  lua_rotate(L, 3, 2);
  int status = lua_pcallk(L, count - 2, LUA_MULTRET, 2, 2, finish_protected);
  return finish_protected(L, status, 2);
}

// MARK: load

// Slot 5 holds the piece that the parser reads, so that it is not collected.
static const char *read_piece(lua_State *L, void *context, size_t *size) {
  (void)context;
  luaL_checkstack(L, 2, "too many nested functions");
  lua_pushvalue(L, 1);
  lua_call(L, 0, 1);
  if (lua_isnil(L, -1)) {
    lua_pop(L, 1);
    *size = 0;
    return NULL;
  }
  if (!lua_isstring(L, -1)) luaL_error(L, "reader function must return a string");
  lua_replace(L, 5);
  const char *piece = lua_tolstring(L, 5, size);
  clua_spend(L, CLUA_LOAD_COST(*size));
  return piece;
}

// load(chunk [, name [, mode [, env]]]): text only, whatever the mode; the environment is the
// sandbox unless the script gives one. A name that would hide the chunk from reports is not taken.
static int load_text(lua_State *L) {
  static const char allowed[] = "t";
  bool has_environment = !lua_isnone(L, 4);
  const char *name = luaL_optstring(L, 2, "=(load)");
  const char *mode = luaL_optstring(L, 3, allowed);
  if (*name != '@' && *name != '=') name = "=(load)";
  if (strncmp(name, CLUA_HIDDEN_SOURCE, sizeof CLUA_HIDDEN_SOURCE - 1) == 0) name = "=(load)";
  if (strchr(mode, 't') == NULL) {
    lua_pushnil(L);
    lua_pushliteral(L, "only text can be loaded");
    return 2;
  }
  lua_settop(L, 5);
  int status;
  if (lua_type(L, 1) == LUA_TSTRING) {
    size_t length;
    const char *text = lua_tolstring(L, 1, &length);
    clua_spend(L, CLUA_LOAD_COST(length));
    status = luaL_loadbufferx(L, text, length, name, allowed);
  } else {
    luaL_checktype(L, 1, LUA_TFUNCTION);
    status = lua_load(L, read_piece, NULL, name, allowed);
  }
  clua_rethrow_limit(L, status);
  if (status != LUA_OK) {
    lua_pushnil(L);
    lua_insert(L, -2);
    return 2;
  }
  if (has_environment) {
    lua_pushvalue(L, 4);
    if (lua_setupvalue(L, -2, 1) == NULL) lua_pop(L, 1);
  }
  return 1;
}

// MARK: Tables

static _Noreturn void raise_frozen(lua_State *L) {
  clua_raise(
    L, "this table is read-only while a study runs: captured tables are frozen after load");
}

static int set_metatable(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  int type = lua_type(L, 2);
  luaL_argexpected(L, type == LUA_TNIL || type == LUA_TTABLE, 2, "nil or table");
  lua_settop(L, 2);
  if (clua_push_contents(L, 1)) raise_frozen(L);
  if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL)
    clua_raise(L, "cannot change a protected metatable");
  if (type == LUA_TTABLE) {
    // The VM looks into metatables raw and would find a proxy empty; getmetatable turns the
    // contents back into the proxy.
    if (clua_push_contents(L, 2)) lua_replace(L, 2);
    static const char *const refused[] = {"__gc", "__mode"};
    for (size_t i = 0; i < 2; i++) {
      lua_pushstring(L, refused[i]);
      if (lua_rawget(L, 2) == LUA_TNIL) {
        lua_pop(L, 1);
        continue;
      }
      char text[96];
      snprintf(
        text, sizeof text, "'%s' is not available: what it does depends on the collector",
        refused[i]);
      clua_raise(L, text);
    }
  }
  lua_settop(L, 2);
  lua_setmetatable(L, 1);
  return 1;
}

static int get_metatable(lua_State *L) {
  luaL_checkany(L, 1);
  if (!lua_getmetatable(L, 1)) {
    lua_pushnil(L);
    return 1;
  }
  if (luaL_getmetafield(L, 1, "__metatable") == LUA_TNIL) {
    clua_push_proxy(L);
  } else if (!lua_toboolean(L, -1)) {
    lua_pushnil(L);
  }
  return 1;
}

static int raw_get(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_checkany(L, 2);
  lua_settop(L, 2);
  if (clua_push_contents(L, 1)) lua_replace(L, 1);
  lua_rawget(L, 1);
  return 1;
}

static int raw_set(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_checkany(L, 2);
  luaL_checkany(L, 3);
  lua_settop(L, 3);
  if (clua_push_contents(L, 1)) raise_frozen(L);
  lua_rawset(L, 1);
  return 1;
}

static int raw_length(lua_State *L) {
  int type = lua_type(L, 1);
  luaL_argexpected(L, type == LUA_TTABLE || type == LUA_TSTRING, 1, "table or string");
  if (clua_push_contents(L, 1)) lua_replace(L, 1);
  lua_pushinteger(L, (lua_Integer)lua_rawlen(L, 1));
  return 1;
}

void clua_open_base(lua_State *L) {
  static const luaL_Reg functions[] = {
    {"pairs", clua_pairs},
    {"next", clua_next},
    {"tostring", to_string},
    {"print", clua_print},
    {"pcall", protected_call},
    {"xpcall", protected_call_with_handler},
    {"load", load_text},
    {"getmetatable", get_metatable},
    {"setmetatable", set_metatable},
    {"rawget", raw_get},
    {"rawset", raw_set},
    {"rawlen", raw_length},
    {NULL, NULL},
  };
  luaL_setfuncs(L, functions, 0);
}
