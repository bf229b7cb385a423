// Host functions: the arguments are copied into a frame, Swift answers with a status, and C raises
// after all Swift frames have ended.
#include "internal.h"

static int push_results(lua_State *L, const CLuaFrame *frame) {
  if (frame->resultCount < 0) return -frame->resultCount;
  for (int32_t i = 0; i < frame->resultCount; i++) clua_push_slot(L, &frame->results[i]);
  return frame->resultCount;
}

static int host_entry(lua_State *L) {
  CLuaState *S = clua_state(L);
  CLuaFrame frame;
  CLuaHostBody body = (CLuaHostBody)lua_touserdata(L, lua_upvalueindex(1));
  frame.state = S;
  frame.context = lua_touserdata(L, lua_upvalueindex(2));
  frame.tag = (int32_t)lua_tointeger(L, lua_upvalueindex(3));
  int count = lua_gettop(L);
  if (count > CLUA_MAX_ARGUMENTS) count = CLUA_MAX_ARGUMENTS;
  frame.argumentCount = count;
  for (int i = 0; i < count; i++) clua_read_slot(L, i + 1, &frame.arguments[i]);
  frame.resultCount = 0;
  frame.message[0] = 0;
  lua_State *caller = S->current;
  S->current = L;
  int32_t status = body(&frame);
  S->current = caller;
  if (status == CLUA_LIMIT && !S->tripped) clua_trip(S, CLUA_FAILED_INSTRUCTIONS);
  if (S->tripped) clua_raise_limit(L);
  if (status != CLUA_OK) clua_raise(L, frame.message);
  return push_results(L, &frame);
}

typedef struct HostRequest {
  CLuaHostBody body;
  void *context;
  int32_t tag;
  int32_t reference;
} HostRequest;

static int host_function_body(lua_State *L) {
  HostRequest *request = lua_touserdata(L, 1);
  lua_pushlightuserdata(L, (void *)request->body);
  lua_pushlightuserdata(L, request->context);
  lua_pushinteger(L, request->tag);
  lua_pushcclosure(L, host_entry, 3);
  request->reference = luaL_ref(L, LUA_REGISTRYINDEX);
  return 0;
}

int32_t clua_host_function(
    CLuaState *S, CLuaHostBody body, void *context, int32_t tag, int32_t *reference) {
  HostRequest request = {body, context, tag, LUA_NOREF};
  int32_t code = clua_protect(S, host_function_body, &request, 0);
  *reference = request.reference;
  return code;
}

// MARK: print

static const char print_name[] = "print";

void clua_set_print(CLuaState *S, CLuaPrint print, void *context) {
  S->print = print;
  S->print_context = context;
}

int clua_print(lua_State *L) {
  CLuaState *S = clua_state(L);
  int count = lua_gettop(L);
  luaL_checkstack(L, 4, print_name);
  luaL_Buffer buffer;
  luaL_buffinit(L, &buffer);
  for (int i = 1; i <= count; i++) {
    if (i > 1) luaL_addchar(&buffer, '\t');
    clua_push_text(L, i);
    luaL_addvalue(&buffer);
  }
  luaL_pushresult(&buffer);
  size_t length;
  const char *text = lua_tolstring(L, -1, &length);
  clua_spend(L, (int64_t)(length / 64) + 1);
  if (S->print != NULL) {
    lua_State *caller = S->current;
    S->current = L;
    S->print(S->print_context, text, length);
    S->current = caller;
    if (S->tripped) clua_raise_limit(L);
  } else {
    lua_writestringerror("%s\n", text);
  }
  return 0;
}
