// Memory, instructions and wall clock. A limit that was hit stays hit until control is back at the
// outermost call from Swift: the hook fires on every further instruction, every function of the
// sandbox that catches errors raises it again, and message handlers of scripts do not see it.
#define _POSIX_C_SOURCE 200809L
#include <stdlib.h>
#include <time.h>

#include "internal.h"

// Instructions between two looks at the clock.
#define HOOK_INTERVAL 1000
// Strings of at least this size cost budget, one unit per 64 bytes.
#define CHARGED_STRING 1024

static const char limit_marker = 0;

void clua_trip(CLuaState *S, int32_t code) {
  if (!S->tripped) S->tripped = code;
  S->interval = 1;
  lua_sethook(S->main, clua_count_hook, S->hook_mask, 1);
}

// Light userdata needs no memory, and its class of 0 is no handle.
_Noreturn void clua_raise_limit(lua_State *L) {
  lua_checkstack(L, 1);
  lua_pushlightuserdata(L, (void *)&limit_marker);
  lua_error(L);
  __builtin_unreachable();
}

bool clua_is_limit(lua_State *L, int index) {
  return lua_touserdata(L, index) == (const void *)&limit_marker;
}

static void take(CLuaState *S, int64_t units) {
  if (S->budget < units) {
    S->budget = -1;
    clua_trip(S, CLUA_FAILED_INSTRUCTIONS);
  } else {
    S->budget -= units;
  }
}

bool clua_charge(CLuaState *S, int64_t units) {
  take(S, units);
  return S->tripped != 0;
}

void clua_spend(lua_State *L, int64_t units) {
  CLuaState *S = clua_state(L);
  take(S, units);
  if (S->tripped) clua_raise_limit(L);
}

void clua_rethrow_limit(lua_State *L, int status) {
  CLuaState *S = clua_state(L);
  if (status == LUA_ERRMEM || S->refused != 0) clua_trip(S, CLUA_FAILED_MEMORY);
  if (S->tripped) clua_raise_limit(L);
}

void clua_interrupt(CLuaState *S) { __atomic_store_n(&S->interrupted, true, __ATOMIC_RELAXED); }

void clua_clear_interrupt(CLuaState *S) {
  __atomic_store_n(&S->interrupted, false, __ATOMIC_RELAXED);
}

// Why the script must stop now, or CLUA_OK.
static int32_t stopped(const CLuaState *S) {
  if (__atomic_load_n(&S->interrupted, __ATOMIC_RELAXED)) return CLUA_FAILED_INTERRUPTED;
  if (S->deadline == 0) return CLUA_OK;
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  uint64_t time = (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
  return time >= S->deadline ? CLUA_FAILED_DEADLINE : CLUA_OK;
}

void clua_check_deadline(lua_State *L) {
  CLuaState *S = clua_state(L);
  int32_t code = stopped(S);
  if (code == CLUA_OK) return;
  clua_trip(S, code);
  clua_raise_limit(L);
}

// Exact: the hook fires before its instruction runs, so an interval of budget + 1 lets exactly
// `budget` instructions pass. Coroutines have a counter of their own that nobody can read, so
// their hook fires on every instruction.
void clua_count_hook(lua_State *L, lua_Debug *activation) {
  CLuaState *S = clua_state(L);
  if (S->tripped) clua_raise_limit(L);
  if (activation->event != LUA_HOOKCOUNT) {
    clua_cover(S, L, activation);
    return;
  }
  bool main = L == S->main;
  S->budget -= main ? S->interval : 1;
  if (S->budget < 0) {
    clua_report_frames(S, L);
    clua_trip(S, CLUA_FAILED_INSTRUCTIONS);
    clua_raise_limit(L);
  }
  int32_t code = main || (++S->ticks & 1023) == 0 ? stopped(S) : CLUA_OK;
  if (code != CLUA_OK) {
    clua_report_frames(S, L);
    clua_trip(S, code);
    clua_raise_limit(L);
  }
  if (!main) return;
  int64_t next = S->budget < HOOK_INTERVAL ? S->budget + 1 : HOOK_INTERVAL;
  if (next != S->interval) {
    S->interval = next;
    lua_sethook(L, clua_count_hook, S->hook_mask, (int)next);
  }
}

static void set_budget(CLuaState *S, int64_t units) {
  S->budget = units;
  S->interval = S->budget < HOOK_INTERVAL ? S->budget + 1 : HOOK_INTERVAL;
  lua_sethook(S->main, clua_count_hook, S->hook_mask, (int)S->interval);
}

void clua_begin_budget(CLuaState *S) { set_budget(S, S->instruction_limit); }

CLuaPause clua_pause(CLuaState *S) {
  CLuaPause pause = {S->budget, S->depth};
  S->depth = 0;
  return pause;
}

void clua_resume(CLuaState *S, CLuaPause pause) {
  S->depth = pause.depth;
  set_budget(S, pause.budget);
  // The hook counts from the beginning again: a loop of such calls alone would never be stopped.
  int32_t code = S->depth > 0 ? stopped(S) : CLUA_OK;
  if (code != CLUA_OK) clua_trip(S, code);
}

// Lua asks twice, with a full collection in between, before it raises. A refusal that is not
// followed by a second question of the same size came from a buffer, which raises at once with an
// ordinary message: then the next request, or whoever catches, finds `refused` set.
static void *refuse(CLuaState *S, size_t size) {
  if (S->refused == size) {
    clua_trip(S, CLUA_FAILED_MEMORY);
    S->refused = 0;
  } else {
    S->refused = size;
  }
  return NULL;
}

void *clua_allocate(void *context, void *block, size_t old_size, size_t new_size) {
  CLuaState *S = context;
  // Without a block, old_size is the kind of object.
  bool is_string = block == NULL && old_size == LUA_TSTRING;
  size_t held = block == NULL ? 0 : old_size;
  if (new_size == 0) {
    free(block);
    S->memory_used -= held;
    return NULL;
  }
  if (new_size <= held) {
    void *result = realloc(block, new_size);
    if (result == NULL) return block;
    S->memory_used -= held - new_size;
    return result;
  }
  if (new_size - held > S->memory_limit || S->memory_used > S->memory_limit - (new_size - held))
    return refuse(S, new_size);
  if (is_string && new_size > CLUA_MAX_STRING) return refuse(S, new_size);
  void *result = realloc(block, new_size);
  if (result == NULL) return refuse(S, new_size);
  if (S->refused != 0) {
    if (S->refused != new_size) clua_trip(S, CLUA_FAILED_MEMORY);
    S->refused = 0;
  }
  S->memory_used += new_size - held;
  if (is_string && new_size >= CHARGED_STRING && S->depth > 0) take(S, (int64_t)(new_size / 64));
  return result;
}
