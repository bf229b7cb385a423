// Coroutines of guests: the hook and the limits go with them, and a coroutine that a limit has
// ended stays ended: hooks are off in it, so nothing of it may run again, not even its __close
// handlers.
#include "internal.h"

static lua_State *check_thread(lua_State *L) {
  lua_State *thread = lua_tothread(L, 1);
  luaL_argexpected(L, thread != NULL, 1, "coroutine");
  return thread;
}

static int create(lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  lua_State *thread = lua_newthread(L);
  lua_sethook(thread, clua_count_hook, clua_state(L)->hook_mask, 1);
  lua_pushvalue(L, 1);
  lua_xmove(L, thread, 1);
  return 1;
}

static bool ended_by_limit(lua_State *thread) {
  int status = lua_status(thread);
  if (status == LUA_OK || status == LUA_YIELD) return false;
  return status == LUA_ERRMEM || (lua_gettop(thread) > 0 && clua_is_limit(thread, -1));
}

// The number of values on top of L: the results, or -1 and one error value.
static int resume_thread(lua_State *L, lua_State *thread, int count) {
  if (!lua_checkstack(thread, count)) {
    lua_pushliteral(L, "too many arguments to resume");
    return -1;
  }
  if (ended_by_limit(thread)) {
    lua_pushliteral(L, "cannot resume dead coroutine");
    return -1;
  }
  lua_xmove(L, thread, count);
  int results;
  int status = lua_resume(thread, L, count, &results);
  clua_rethrow_limit(L, status);
  if (status != LUA_OK && status != LUA_YIELD) {
    lua_xmove(thread, L, 1);
    return -1;
  }
  if (!lua_checkstack(L, results + 1)) {
    lua_pop(thread, results);
    lua_pushliteral(L, "too many results to resume");
    return -1;
  }
  lua_xmove(thread, L, results);
  return results;
}

static int resume(lua_State *L) {
  lua_State *thread = check_thread(L);
  int results = resume_thread(L, thread, lua_gettop(L) - 1);
  lua_pushboolean(L, results >= 0);
  int count = results < 0 ? 1 : results;
  lua_insert(L, -(count + 1));
  return count + 1;
}

// Runs what the coroutine left to close.
static int close_thread(lua_State *L, lua_State *thread) {
  int status = ended_by_limit(thread) ? LUA_OK : lua_resetthread(thread);
  clua_rethrow_limit(L, status);
  return status;
}

static int wrapped(lua_State *L) {
  lua_State *thread = lua_tothread(L, lua_upvalueindex(1));
  int results = resume_thread(L, thread, lua_gettop(L));
  if (results >= 0) return results;
  int status = lua_status(thread);
  if (status != LUA_OK && status != LUA_YIELD && !ended_by_limit(thread)) {
    // The error value went to L; closing wants it back on the coroutine's stack.
    lua_pushvalue(L, -1);
    lua_xmove(L, thread, 1);
    if (close_thread(L, thread) != LUA_OK) {
      lua_pop(L, 1);
      lua_xmove(thread, L, 1);
    }
  }
  if (lua_type(L, -1) == LUA_TSTRING) {
    luaL_where(L, 1);
    lua_insert(L, -2);
    lua_concat(L, 2);
  }
  return lua_error(L);
}

static int wrap(lua_State *L) {
  create(L);
  lua_pushcclosure(L, wrapped, 1);
  return 1;
}

static int close_coroutine(lua_State *L) {
  lua_State *thread = check_thread(L);
  lua_Debug activation;
  bool runs = thread == L
    || (lua_status(thread) == LUA_OK && lua_getstack(thread, 0, &activation));
  if (runs) return luaL_error(L, "cannot close a %s coroutine", thread == L ? "running" : "normal");
  if (close_thread(L, thread) == LUA_OK) {
    lua_pushboolean(L, 1);
    return 1;
  }
  lua_pushboolean(L, 0);
  lua_xmove(thread, L, 1);
  return 2;
}

void clua_open_coroutine(lua_State *L) {
  static const luaL_Reg functions[] = {
    {"create", create}, {"resume", resume}, {"wrap", wrap}, {"close", close_coroutine},
    {NULL, NULL},
  };
  static const char *const stock[] = {"status", "isyieldable", "running", "yield", NULL};
  luaL_newlib(L, functions);
  luaopen_coroutine(L);
  clua_copy_fields(L, -1, -2, stock);
  lua_pop(L, 1);
}
