// What the C files of this target share. Everything here may raise Lua errors unless it says not.
#ifndef VALENCE_CLUA_INTERNAL_H
#define VALENCE_CLUA_INTERNAL_H

#include <lua5.4/lua.h>
#include <lua5.4/lauxlib.h>
#include <lua5.4/lualib.h>
#include <pthread.h>

#include "CLua.h"

// Sources of Valence's own Lua code start with this; such frames are never shown.
#define CLUA_HIDDEN_SOURCE "=[valence]"
// The longest string: larger ones make single instructions slow beyond any budget.
#define CLUA_MAX_STRING ((size_t)64 << 20)

// What compiling a text takes from the budget.
#define CLUA_LOAD_COST(length) (32 + (int64_t)((length) / 4))

typedef struct CLuaCoverage CLuaCoverage;

struct CLuaState {
  lua_State *main;
  // The thread that runs: the main one, or the coroutine whose host function was entered.
  lua_State *current;

  size_t memory_used, memory_limit;
  // The size of the last allocation that was refused and not yet granted; 0: none.
  size_t refused;

  // What is left of the invocation's budget, and how many instructions of the main thread the next
  // count hook stands for.
  int64_t budget, instruction_limit;
  int64_t interval;
  uint64_t deadline;
  // Set from a signal handler or another thread; stays until it is cleared.
  bool interrupted;
  uint32_t ticks;
  // The CLUA_FAILED_ code of the limit that was hit, until control is back at the outermost call.
  int32_t tripped;
  int32_t depth;
  int64_t invocation;

  // What the hook is called for: instructions, and lines and calls while coverage is recorded.
  int hook_mask;
  CLuaCoverage *coverage;

  CLuaHandleCallbacks handles;
  int32_t absorbing_class;
  CLuaPrint print;
  void *print_context;
  lua_CFunction stock_format;

  pthread_mutex_t release_lock;
  int32_t *released;
  size_t released_count, released_capacity;

  CLuaReport report;
  char message[CLUA_MESSAGE_SIZE];
};

static inline CLuaState *clua_state(lua_State *L) {
  return *(CLuaState **)lua_getextraspace(L);
}

// Limits (limits.c).
void *clua_allocate(void *context, void *block, size_t old_size, size_t new_size);
void clua_count_hook(lua_State *L, lua_Debug *activation);
// Lines and functions that run (coverage.c).
void clua_cover(CLuaState *S, lua_State *L, lua_Debug *activation);
void clua_free_coverage(CLuaState *S);
void clua_begin_budget(CLuaState *S);
void clua_trip(CLuaState *S, int32_t code);
_Noreturn void clua_raise_limit(lua_State *L);
bool clua_is_limit(lua_State *L, int index);
// Takes from the budget and raises when it is used up.
void clua_spend(lua_State *L, int64_t units);
void clua_check_deadline(lua_State *L);
// After a protected call inside Lua: raises again what no script may catch.
void clua_rethrow_limit(lua_State *L, int status);

// Protected calls from Swift (protect.c). `body` gets `request` as light userdata.
int32_t clua_enter(CLuaState *S);
void clua_leave(CLuaState *S);
int32_t clua_protect(CLuaState *S, lua_CFunction body, void *request, int results);
int clua_message_handler(lua_State *L);
void clua_report_begin(CLuaState *S);
void clua_report_frames(CLuaState *S, lua_State *L);
int32_t clua_report_finish(CLuaState *S, lua_State *L, int status);

// Values (slots.c). Reading never raises; `as_reference` anchors what has no plain form and may.
void clua_push_slot(lua_State *L, const CLuaSlot *slot);
void clua_read_slot(lua_State *L, int index, CLuaSlot *slot);
void clua_read_slot_as_reference(lua_State *L, int index, CLuaSlot *slot);

// Errors (report.c): the place of the innermost user's Lua line, then the message.
_Noreturn void clua_raise(lua_State *L, const char *message);
void clua_push_where(lua_State *L);

// Frozen tables (frozen.c): pushes the contents behind a read-only table and returns true, or pushes
// nothing.
bool clua_push_contents(lua_State *L, int index);
// Replaces the contents of a proxy on top of the stack by the proxy; leaves other tables.
void clua_push_proxy(lua_State *L);
int clua_mark_frozen(lua_State *L);
int clua_contents(lua_State *L);

// Ordered traversal (keys.c).
void clua_push_sorted_keys(lua_State *L, int table, lua_Integer *sequence);
int clua_pairs(lua_State *L);
int clua_next(lua_State *L);

// Pattern matching (pattern.c).
#define CLUA_MAX_CAPTURES 32
#define CLUA_POSITION_CAPTURE (-2)
typedef struct CLuaCapture {
  const char *start;
  ptrdiff_t length;
} CLuaCapture;
typedef struct CLuaMatcher {
  lua_State *L;
  const char *subject, *subject_end, *pattern_end;
  int level, depth;
  uint32_t steps;
  CLuaCapture captures[CLUA_MAX_CAPTURES];
} CLuaMatcher;
void clua_matcher_init(
    CLuaMatcher *m, lua_State *L, const char *subject, size_t subject_length, const char *pattern,
    size_t pattern_length);
// The end of a match of `pattern` at `at`, or NULL.
const char *clua_match_at(CLuaMatcher *m, const char *at, const char *pattern);
// Pushes capture `index`, or the whole match where there is no capture at all.
void clua_push_capture(CLuaMatcher *m, int index, const char *start, const char *end);
int clua_push_captures(CLuaMatcher *m, const char *start, const char *end);

// Libraries of guests; each pushes its table.
void clua_open_math(lua_State *L);
void clua_open_string(lua_State *L);
void clua_open_table(lua_State *L);
void clua_open_coroutine(lua_State *L);
// Sets the basic functions in the table on top of the stack.
void clua_open_base(lua_State *L);
// tostring of the value at `index` without addresses: pushes a string.
void clua_push_text(lua_State *L, int index);
int clua_print(lua_State *L);
void clua_install_handles(lua_State *L);
// Copies `fields` of the table at `source`; the list ends with NULL.
void clua_copy_fields(lua_State *L, int source, int target, const char *const *fields);
// The same for functions whose work grows with their strings: each charges their length first.
void clua_copy_charged(lua_State *L, int source, int target, const char *const *fields);
int clua_open_sandbox(lua_State *L);
// Pushes one of the tables that the prelude returned.
void clua_push_export(lua_State *L, const char *name);

#endif
