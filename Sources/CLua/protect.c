// Protected calls from Swift: the only way in. Each request is a struct on the C stack, handed to a
// body that runs under lua_pcall.
#include <string.h>

#include "internal.h"

static void drain_releases(CLuaState *S) {
  if (__atomic_load_n(&S->released_count, __ATOMIC_RELAXED) == 0) return;
  pthread_mutex_lock(&S->release_lock);
  // The numbers are entries of the registry that exist, so that this allocates and raises nothing.
  for (size_t i = 0; i < S->released_count; i++)
    luaL_unref(S->main, LUA_REGISTRYINDEX, S->released[i]);
  __atomic_store_n(&S->released_count, 0, __ATOMIC_RELAXED);
  pthread_mutex_unlock(&S->release_lock);
}

// Starts a budget where this is the outermost call; fails where a limit has been hit already.
int32_t clua_enter(CLuaState *S) {
  if (S->depth == 0) {
    drain_releases(S);
    S->tripped = 0;
    S->refused = 0;
    S->invocation++;
    clua_begin_budget(S);
  } else if (S->tripped) {
    S->report.code = S->tripped;
    S->report.messageLength = 0;
    return S->report.code;
  }
  S->depth++;
  clua_report_begin(S);
  return CLUA_OK;
}

void clua_leave(CLuaState *S) {
  if (--S->depth > 0) return;
  S->tripped = 0;
  S->refused = 0;
}

// Runs a body; on success its results stay on the stack above what was there.
int32_t clua_protect(CLuaState *S, lua_CFunction body, void *request, int results) {
  int32_t code = clua_enter(S);
  if (code != CLUA_OK) return code;
  lua_State *L = S->current;
  int base = lua_gettop(L);
  int status = LUA_ERRMEM;
  if (lua_checkstack(L, LUA_MINSTACK)) {
    lua_pushcfunction(L, clua_message_handler);
    lua_pushcfunction(L, body);
    lua_pushlightuserdata(L, request);
    status = lua_pcall(L, 1, results, base + 1);
    lua_remove(L, base + 1);
  }
  code = clua_report_finish(S, L, status);
  if (code != CLUA_OK) lua_settop(L, base);
  clua_leave(S);
  return code;
}

// MARK: Load and call

typedef struct LoadRequest {
  const char *text;
  size_t length;
  const char *name;
  int32_t environment;
  int32_t reference;
  int status;
} LoadRequest;

static int load_body(lua_State *L) {
  LoadRequest *request = lua_touserdata(L, 1);
  CLuaState *S = clua_state(L);
  bool binary = request->environment == CLUA_BINARY;
  clua_spend(L, CLUA_LOAD_COST(request->length));
  request->status =
    luaL_loadbufferx(L, request->text, request->length, request->name, binary ? "b" : "t");
  if (request->status != LUA_OK) {
    clua_rethrow_limit(L, request->status);
    size_t length;
    const char *text = lua_tolstring(L, -1, &length);
    if (text == NULL) text = "", length = 0;
    if (length >= sizeof S->report.message) length = sizeof S->report.message - 1;
    memcpy(S->report.message, text, length);
    S->report.message[length] = 0;
    S->report.messageLength = length;
    return 0;
  }
  // lua_load gives the first upvalue the globals, which are the sandbox.
  if (binary) {
    lua_pushnil(L);
    if (lua_setupvalue(L, -2, 1) == NULL) lua_pop(L, 1);
  } else if (request->environment == CLUA_PRIVILEGED) {
    clua_push_export(L, "privileged");
    if (lua_setupvalue(L, -2, 1) == NULL) lua_pop(L, 1);
  }
  request->reference = luaL_ref(L, LUA_REGISTRYINDEX);
  return 0;
}

int32_t clua_load(
    CLuaState *S, const char *text, size_t length, const char *name, int32_t environment,
    int32_t *reference) {
  LoadRequest request = {text, length, name, environment, LUA_NOREF, LUA_OK};
  int32_t code = clua_protect(S, load_body, &request, 0);
  *reference = request.reference;
  if (code == CLUA_OK && request.status != LUA_OK) code = S->report.code = CLUA_FAILED_SYNTAX;
  return code;
}

typedef struct CallRequest {
  int32_t function;
  const CLuaSlot *arguments;
  int32_t argument_count;
  int32_t wanted;
  CLuaSlot *results;
  int32_t capacity;
  int32_t count;
} CallRequest;

static int call_body(lua_State *L) {
  CallRequest *request = lua_touserdata(L, 1);
  luaL_checkstack(L, request->argument_count + 4, "too many arguments");
  lua_rawgeti(L, LUA_REGISTRYINDEX, request->function);
  for (int32_t i = 0; i < request->argument_count; i++)
    clua_push_slot(L, &request->arguments[i]);
  lua_call(L, request->argument_count, request->wanted < 0 ? LUA_MULTRET : request->wanted);
  int count = lua_gettop(L) - 1;
  luaL_checkstack(L, 4, "too many results");
  request->count = count;
  for (int i = 0; i < count && i < request->capacity; i++)
    clua_read_slot_as_reference(L, i + 2, &request->results[i]);
  return count;
}

int32_t clua_call(
    CLuaState *S, int32_t function, const CLuaSlot *arguments, int32_t argument_count,
    int32_t wanted, CLuaSlot *results, int32_t capacity, int32_t *result_count, int32_t *base) {
  CallRequest request = {function, arguments, argument_count, wanted, results, capacity, 0};
  *base = lua_gettop(S->current);
  int32_t code = clua_protect(S, call_body, &request, LUA_MULTRET);
  *result_count = code == CLUA_OK ? request.count : 0;
  return code;
}

void clua_pop(CLuaState *S, int32_t base) { lua_settop(S->current, base); }

int32_t clua_stack_top(const CLuaState *S) { return lua_gettop(S->current); }

typedef struct PushRequest {
  const CLuaSlot *values;
  int32_t count;
} PushRequest;

static int push_body(lua_State *L) {
  PushRequest *request = lua_touserdata(L, 1);
  luaL_checkstack(L, request->count + 4, "too many results");
  for (int32_t i = 0; i < request->count; i++) clua_push_slot(L, &request->values[i]);
  return request->count;
}

int32_t clua_push(CLuaState *S, const CLuaSlot *values, int32_t count) {
  PushRequest request = {values, count};
  return clua_protect(S, push_body, &request, LUA_MULTRET);
}
