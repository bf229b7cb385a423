// Puts the sandbox together: the functions that guests may have go into one table, and the prelude
// (Lua) makes environments and read-only proxies of it.
#include <string.h>

#include "internal.h"

static const char exports_key = 0;

void clua_push_export(lua_State *L, const char *name) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &exports_key);
  lua_getfield(L, -1, name);
  lua_remove(L, -2);
}

void clua_copy_fields(lua_State *L, int source, int target, const char *const *fields) {
  source = lua_absindex(L, source);
  target = lua_absindex(L, target);
  for (; *fields != NULL; fields++) {
    lua_getfield(L, source, *fields);
    lua_setfield(L, target, *fields);
  }
}

// Upvalue 1: the stock function, which then runs in this very frame.
static int charged(lua_State *L) {
  int count = lua_gettop(L);
  size_t total = 0;
  for (int i = 1; i <= count; i++)
    if (lua_type(L, i) == LUA_TSTRING) total += lua_rawlen(L, i);
  if (total >= 8) clua_spend(L, (int64_t)(total / 8));
  return ((lua_CFunction)lua_touserdata(L, lua_upvalueindex(1)))(L);
}

void clua_copy_charged(lua_State *L, int source, int target, const char *const *fields) {
  source = lua_absindex(L, source);
  target = lua_absindex(L, target);
  for (; *fields != NULL; fields++) {
    lua_getfield(L, source, *fields);
    lua_CFunction function = lua_tocfunction(L, -1);
    lua_pop(L, 1);
    lua_pushlightuserdata(L, (void *)function);
    lua_pushcclosure(L, charged, 1);
    lua_setfield(L, target, *fields);
  }
}

static void open_utf8(lua_State *L) {
  static const char *const stock[] = {"char", "charpattern", "codes", NULL};
  static const char *const linear[] = {"codepoint", "len", "offset", NULL};
  lua_newtable(L);
  luaopen_utf8(L);
  clua_copy_fields(L, -1, -2, stock);
  clua_copy_charged(L, -1, -2, linear);
  lua_pop(L, 1);
}

// Lua's own metatable of strings has the arithmetic; it shows the hidden table itself, which scripts
// cannot reach.
static void install_string_metatable(lua_State *L, int strings) {
  strings = lua_absindex(L, strings);
  lua_pushliteral(L, "");
  lua_getmetatable(L, -1);
  lua_pushvalue(L, strings);
  lua_setfield(L, -2, "__index");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_pop(L, 2);
}

// Puts the library on top of the stack into the globals and among the names that messages look up.
static void add_library(lua_State *L, int globals, int names, const char *name) {
  lua_pushvalue(L, -1);
  lua_setfield(L, names, name);
  lua_setfield(L, globals, name);
}

// Pushes the table of everything that guests have.
static void push_guest_globals(lua_State *L) {
  static const char *const stock[] = {
    "assert", "error", "ipairs", "rawequal", "select", "type", "_VERSION", NULL};
  static const char *const linear[] = {"tonumber", NULL};
  lua_newtable(L);
  int globals = lua_gettop(L);
  luaopen_base(L);
  clua_copy_fields(L, -1, globals, stock);
  clua_copy_charged(L, -1, globals, linear);
  lua_settop(L, globals);
  clua_open_base(L);
  luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
  int names = lua_gettop(L);
  lua_pushvalue(L, globals);
  lua_setfield(L, names, LUA_GNAME);
  clua_open_string(L);
  install_string_metatable(L, -1);
  add_library(L, globals, names, "string");
  clua_open_table(L);
  add_library(L, globals, names, "table");
  clua_open_math(L);
  add_library(L, globals, names, "math");
  clua_open_coroutine(L);
  add_library(L, globals, names, "coroutine");
  open_utf8(L);
  add_library(L, globals, names, "utf8");
  lua_settop(L, globals);
}

// invocation(): a number that is another one in each call from outside.
static int invocation(lua_State *L) {
  lua_pushinteger(L, clua_state(L)->invocation);
  return 1;
}

// compile(text, name): a function of the sandbox, or nil and the message.
static int compile(lua_State *L) {
  size_t length;
  const char *text = luaL_checklstring(L, 1, &length);
  clua_spend(L, CLUA_LOAD_COST(length));
  int status = luaL_loadbufferx(L, text, length, luaL_checkstring(L, 2), "t");
  clua_rethrow_limit(L, status);
  if (status == LUA_OK) return 1;
  lua_pushnil(L);
  lua_insert(L, -2);
  return 2;
}

// raise(message): an error at the innermost line of a user's file.
static int raise_message(lua_State *L) { clua_raise(L, luaL_checkstring(L, 1)); }

// What only the prelude has.
static void push_internals(lua_State *L) {
  static const luaL_Reg functions[] = {
    {"mark", clua_mark_frozen}, {"contents", clua_contents}, {"invocation", invocation},
    {"compile", compile},       {"raise", raise_message},    {NULL, NULL},
  };
  static const char *const stock[] = {"next", "setmetatable", NULL};
  luaL_newlib(L, functions);
  luaopen_base(L);
  clua_copy_fields(L, -1, -2, stock);
  lua_pop(L, 1);
  luaopen_debug(L);
  lua_setfield(L, -2, "debug");
}

// Stack: 1 the text of the prelude, which gets the globals of guests and the internals and returns
// the table of its exports.
int clua_open_sandbox(lua_State *L) {
  clua_install_handles(L);
  push_guest_globals(L);
  push_internals(L);
  size_t length;
  const char *text = lua_tolstring(L, 1, &length);
  if (luaL_loadbufferx(L, text, length, CLUA_HIDDEN_SOURCE, "t") != LUA_OK) return lua_error(L);
  lua_pushvalue(L, 2);
  lua_pushvalue(L, 3);
  lua_call(L, 2, 1);
  lua_pushvalue(L, -1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &exports_key);
  lua_getfield(L, -1, "environment");
  lua_rawseti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
  return 0;
}

typedef struct ExportRequest {
  const char *name;
  CLuaSlot *value;
} ExportRequest;

static int export_body(lua_State *L) {
  ExportRequest *request = lua_touserdata(L, 1);
  clua_push_export(L, request->name);
  clua_read_slot_as_reference(L, lua_gettop(L), request->value);
  return 0;
}

int32_t clua_export(CLuaState *S, const char *name, CLuaSlot *value) {
  ExportRequest request = {name, value};
  return clua_protect(S, export_body, &request, 0);
}
