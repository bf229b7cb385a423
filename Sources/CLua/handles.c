// Handles: light userdata whose members are resolved per class. Nothing on the way to `read`
// allocates or converts a string: the class's table maps a key to an integer member, which Swift
// answers, or to a method, which is returned as it is.
#include "internal.h"

static int32_t copy_key(lua_State *L, const char **key) {
  size_t length;
  if (lua_type(L, 2) != LUA_TSTRING) {
    *key = luaL_typename(L, 2);
    return -1;
  }
  *key = lua_tolstring(L, 2, &length);
  return (int32_t)length;
}

static _Noreturn void raise_missing(lua_State *L, CLuaState *S, uint64_t handle, bool is_write) {
  const char *key;
  int32_t length = copy_key(L, &key);
  S->message[0] = 0;
  if (S->handles.missing != NULL)
    S->handles.missing(S->handles.context, handle, key, length, is_write, S->message);
  clua_raise(L, S->message[0] ? S->message : "there is no such member");
}

static void finish_access(lua_State *L, CLuaState *S, int32_t status) {
  if (status == CLUA_LIMIT && !S->tripped) clua_trip(S, CLUA_FAILED_INSTRUCTIONS);
  if (S->tripped) clua_raise_limit(L);
  if (status != CLUA_OK) clua_raise(L, S->message);
}

// Upvalue 1: the members' tables, by class.
static int handle_index(lua_State *L) {
  uint64_t handle = (uint64_t)(uintptr_t)lua_touserdata(L, 1);
  CLuaState *S = clua_state(L);
  if (lua_rawgeti(L, lua_upvalueindex(1), (lua_Integer)(handle >> 48)) == LUA_TTABLE) {
    lua_pushvalue(L, 2);
    int type = lua_rawget(L, 3);
    if (type == LUA_TNUMBER) {
      CLuaSlot value;
      value.type = CLUA_NIL;
      S->message[0] = 0;
      lua_State *caller = S->current;
      S->current = L;
      int32_t status =
        S->handles.read(S->handles.context, handle, lua_tointeger(L, -1), &value, S->message);
      S->current = caller;
      if (status != CLUA_OK || S->tripped) finish_access(L, S, status);
      clua_push_slot(L, &value);
      return 1;
    }
    if (type != LUA_TNIL) return 1;
  }
  raise_missing(L, S, handle, false);
}

static int handle_newindex(lua_State *L) {
  uint64_t handle = (uint64_t)(uintptr_t)lua_touserdata(L, 1);
  CLuaState *S = clua_state(L);
  if (lua_rawgeti(L, lua_upvalueindex(1), (lua_Integer)(handle >> 48)) == LUA_TTABLE) {
    lua_pushvalue(L, 2);
    if (lua_rawget(L, 4) == LUA_TNUMBER) {
      CLuaSlot value;
      clua_read_slot(L, 3, &value);
      S->message[0] = 0;
      lua_State *caller = S->current;
      S->current = L;
      int32_t status =
        S->handles.write(S->handles.context, handle, lua_tointeger(L, -1), &value, S->message);
      S->current = caller;
      if (status != CLUA_OK || S->tripped) finish_access(L, S, status);
      return 0;
    }
  }
  raise_missing(L, S, handle, true);
}

static int handle_tostring(lua_State *L) {
  CLuaState *S = clua_state(L);
  uint64_t handle = (uint64_t)(uintptr_t)lua_touserdata(L, 1);
  S->message[0] = 0;
  if (S->handles.describe != NULL && handle >> 48 != 0)
    S->handles.describe(S->handles.context, handle, S->message, CLUA_MESSAGE_SIZE);
  lua_pushstring(L, S->message[0] ? S->message : "handle");
  return 1;
}

static bool is_absorbing(lua_State *L, CLuaState *S, int index) {
  return lua_type(L, index) == LUA_TLIGHTUSERDATA && S->absorbing_class != 0
      && (int32_t)((uint64_t)(uintptr_t)lua_touserdata(L, index) >> 48) == S->absorbing_class;
}

static const char *describe_operand(lua_State *L) {
  return luaL_tolstring(L, lua_islightuserdata(L, 1) ? 1 : 2, NULL);
}

// Arithmetic with a handle of the absorbing class gives that handle: what is undefined stays so.
static int handle_arithmetic(lua_State *L) {
  CLuaState *S = clua_state(L);
  for (int i = 1; i <= 2; i++) {
    if (!is_absorbing(L, S, i)) continue;
    lua_pushvalue(L, i);
    return 1;
  }
  return luaL_error(L, "cannot calculate with %s: it is not a number", describe_operand(L));
}

static int handle_comparison(lua_State *L) {
  return luaL_error(L, "cannot compare %s by size: it is not a number", describe_operand(L));
}

static const char classes_key = 0;

void clua_install_handles(lua_State *L) {
  lua_newtable(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &classes_key);
  lua_pushlightuserdata(L, NULL);
  lua_createtable(L, 0, 15);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &classes_key);
  lua_pushcclosure(L, handle_index, 1);
  lua_setfield(L, -2, "__index");
  lua_rawgetp(L, LUA_REGISTRYINDEX, &classes_key);
  lua_pushcclosure(L, handle_newindex, 1);
  lua_setfield(L, -2, "__newindex");
  lua_pushcfunction(L, handle_tostring);
  lua_setfield(L, -2, "__tostring");
  static const char *const arithmetic[] = {"__add", "__sub", "__mul", "__div", "__mod",
                                           "__pow", "__unm", "__idiv"};
  for (size_t i = 0; i < sizeof arithmetic / sizeof *arithmetic; i++) {
    lua_pushcfunction(L, handle_arithmetic);
    lua_setfield(L, -2, arithmetic[i]);
  }
  lua_pushcfunction(L, handle_comparison);
  lua_setfield(L, -2, "__lt");
  lua_pushcfunction(L, handle_comparison);
  lua_setfield(L, -2, "__le");
  lua_pushliteral(L, "handle");
  lua_setfield(L, -2, "__name");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, -2);
  lua_pop(L, 1);
}

void clua_set_absorbing_class(CLuaState *S, int32_t handle_class) {
  S->absorbing_class = handle_class;
}

void clua_set_handle_callbacks(CLuaState *S, CLuaHandleCallbacks callbacks) {
  S->handles = callbacks;
}

typedef struct ClassRequest {
  int32_t handle_class, members;
} ClassRequest;

static int define_class_body(lua_State *L) {
  ClassRequest *request = lua_touserdata(L, 1);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &classes_key);
  lua_rawgeti(L, LUA_REGISTRYINDEX, request->members);
  lua_rawseti(L, -2, request->handle_class);
  return 0;
}

int32_t clua_define_handle_class(CLuaState *S, int32_t handle_class, int32_t members) {
  ClassRequest request = {handle_class, members};
  return clua_protect(S, define_class_body, &request, 0);
}
