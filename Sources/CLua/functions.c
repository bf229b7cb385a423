// Upvalues and binary chunks of Lua functions, by reference number.
#include "internal.h"

typedef struct UpvalueRequest {
  int32_t function, index, other, other_index;
  const char *name;
  const CLuaSlot *input;
  CLuaSlot *output;
} UpvalueRequest;

static int get_upvalue_body(lua_State *L) {
  UpvalueRequest *request = lua_touserdata(L, 1);
  lua_rawgeti(L, LUA_REGISTRYINDEX, request->function);
  request->name = lua_getupvalue(L, -1, request->index);
  if (request->name == NULL) return 0;
  clua_read_slot_as_reference(L, lua_gettop(L), request->output);
  return 0;
}

int32_t clua_get_upvalue(
    CLuaState *S, int32_t function, int32_t index, const char **name, CLuaSlot *value) {
  UpvalueRequest request = {.function = function, .index = index, .output = value};
  int32_t code = clua_protect(S, get_upvalue_body, &request, 0);
  *name = request.name;
  return code;
}

static int set_upvalue_body(lua_State *L) {
  UpvalueRequest *request = lua_touserdata(L, 1);
  lua_rawgeti(L, LUA_REGISTRYINDEX, request->function);
  clua_push_slot(L, request->input);
  if (lua_setupvalue(L, -2, request->index) == NULL)
    return luaL_error(L, "a function has no upvalue %d", request->index);
  return 0;
}

int32_t clua_set_upvalue(
    CLuaState *S, int32_t function, int32_t index, const CLuaSlot *value) {
  UpvalueRequest request = {.function = function, .index = index, .input = value};
  return clua_protect(S, set_upvalue_body, &request, 0);
}

static int join_upvalue_body(lua_State *L) {
  UpvalueRequest *request = lua_touserdata(L, 1);
  lua_rawgeti(L, LUA_REGISTRYINDEX, request->function);
  lua_rawgeti(L, LUA_REGISTRYINDEX, request->other);
  if (lua_iscfunction(L, -1) || lua_iscfunction(L, -2)
      || lua_upvalueid(L, -2, request->index) == NULL
      || lua_upvalueid(L, -1, request->other_index) == NULL)
    return luaL_error(L, "a function has no upvalue %d", request->index);
  lua_upvaluejoin(L, -2, request->index, -1, request->other_index);
  return 0;
}

int32_t clua_join_upvalue(
    CLuaState *S, int32_t function, int32_t index, int32_t other, int32_t other_index) {
  UpvalueRequest request = {
    .function = function, .index = index, .other = other, .other_index = other_index};
  return clua_protect(S, join_upvalue_body, &request, 0);
}

typedef struct DumpRequest {
  int32_t function;
  CLuaBytes body;
  void *context;
} DumpRequest;

static int write_bytes(lua_State *L, const void *bytes, size_t length, void *context) {
  (void)L;
  DumpRequest *request = context;
  if (length > 0) request->body(request->context, bytes, length);
  return 0;
}

static int dump_body(lua_State *L) {
  DumpRequest *request = lua_touserdata(L, 1);
  lua_rawgeti(L, LUA_REGISTRYINDEX, request->function);
  if (lua_type(L, -1) != LUA_TFUNCTION || lua_iscfunction(L, -1))
    return luaL_error(L, "only a function written in Lua has bytecode");
  lua_dump(L, write_bytes, request, 0);
  return 0;
}

int32_t clua_dump(CLuaState *S, int32_t function, CLuaBytes body, void *context) {
  DumpRequest request = {function, body, context};
  return clua_protect(S, dump_body, &request, 0);
}
