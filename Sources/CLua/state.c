// A state from birth to death.
#include <stdlib.h>

#include "internal.h"

typedef struct OpenRequest {
  const char *prelude;
  size_t length;
} OpenRequest;

static int open_body(lua_State *L) {
  OpenRequest *request = lua_touserdata(L, 1);
  lua_pushlstring(L, request->prelude, request->length);
  lua_replace(L, 1);
  return clua_open_sandbox(L);
}

static int panic(lua_State *L) {
  (void)L;
  abort();
}

CLuaState *clua_new(size_t memory_limit, const char *prelude, size_t prelude_length) {
  CLuaState *S = calloc(1, sizeof *S);
  if (S == NULL) return NULL;
  S->memory_limit = memory_limit;
  S->instruction_limit = 10000000;
  S->hook_mask = LUA_MASKCOUNT;
  pthread_mutex_init(&S->release_lock, NULL);
  S->main = lua_newstate(clua_allocate, S);
  if (S->main == NULL) {
    clua_close(S);
    return NULL;
  }
  S->current = S->main;
  lua_atpanic(S->main, panic);
  *(CLuaState **)lua_getextraspace(S->main) = S;
  OpenRequest request = {prelude, prelude_length};
  if (clua_protect(S, open_body, &request, 0) != CLUA_OK) {
    clua_close(S);
    return NULL;
  }
  return S;
}

void clua_close(CLuaState *S) {
  // Runs no Lua: nothing waits to be closed outside a call, and scripts have no finalisers.
  if (S->main != NULL) lua_close(S->main);
  pthread_mutex_destroy(&S->release_lock);
  free(S->released);
  clua_free_coverage(S);
  free(S);
}

void clua_set_limits(
    CLuaState *S, size_t memory, int64_t instructions, uint64_t deadline_nanoseconds) {
  S->memory_limit = memory;
  S->instruction_limit = instructions;
  S->deadline = deadline_nanoseconds;
}

size_t clua_memory_used(const CLuaState *S) { return S->memory_used; }
