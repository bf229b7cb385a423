// The hot loop of the interpreter engine: one protected call around many rows.
#include <string.h>

#include "internal.h"

// Rows between two looks at the clock where no hook has fired.
#define ROWS_PER_CLOCK 1024

typedef struct RowsRequest {
  int32_t function;
  int64_t begin, end;
  int32_t result_count;
  CLuaRowBody before, after;
  CLuaFrame *frame;
  int64_t row;
} RowsRequest;

// An error that the host finds before or after the call stands at no line: it is reported at the
// function's own.
static _Noreturn void raise_from_row(lua_State *L, CLuaState *S, CLuaFrame *frame, int32_t status) {
  if (status == CLUA_LIMIT && !S->tripped) clua_trip(S, CLUA_FAILED_INSTRUCTIONS);
  if (S->tripped) clua_raise_limit(L);
  lua_Debug function;
  lua_pushvalue(L, 2);
  lua_getinfo(L, ">S", &function);
  lua_pushfstring(L, "%s:%d: %s", function.short_src, function.linedefined, frame->message);
  lua_error(L);
  __builtin_unreachable();
}

static int rows_body(lua_State *L) {
  RowsRequest *request = lua_touserdata(L, 1);
  CLuaState *S = clua_state(L);
  CLuaFrame *frame = request->frame;
  bool outermost = S->depth == 1;
  int results = request->result_count;
  luaL_checkstack(L, CLUA_MAX_ARGUMENTS + CLUA_MAX_RESULTS + 8, "too many results");
  lua_rawgeti(L, LUA_REGISTRYINDEX, request->function);
  for (int64_t row = request->begin; row < request->end; row++) {
    request->row = row;
    if (outermost) clua_begin_budget(S);
    if (((row - request->begin) & (ROWS_PER_CLOCK - 1)) == ROWS_PER_CLOCK - 1)
      clua_check_deadline(L);
    frame->argumentCount = 0;
    frame->resultCount = 0;
    int32_t status = request->before(frame, row);
    if (status == CLUA_SKIP) continue;
    if (status != CLUA_OK) raise_from_row(L, S, frame, status);
    lua_pushvalue(L, 2);
    for (int32_t i = 0; i < frame->argumentCount; i++) clua_push_slot(L, &frame->arguments[i]);
    lua_call(L, frame->argumentCount, results);
    for (int i = 0; i < results; i++) clua_read_slot(L, i + 3, &frame->results[i]);
    frame->resultCount = results;
    status = request->after(frame, row);
    if (status != CLUA_OK) raise_from_row(L, S, frame, status);
    if (S->tripped) clua_raise_limit(L);
    lua_settop(L, 2);
  }
  return 0;
}

int32_t clua_run_rows(
    CLuaState *S, int32_t function, int64_t begin, int64_t end, int32_t result_count,
    CLuaRowBody before, CLuaRowBody after, void *context, int64_t *row) {
  CLuaFrame frame;
  memset(&frame, 0, sizeof frame);
  frame.state = S;
  frame.context = context;
  if (result_count > CLUA_MAX_RESULTS) result_count = CLUA_MAX_RESULTS;
  RowsRequest request = {function, begin, end, result_count, before, after, &frame, begin};
  int32_t code = clua_protect(S, rows_body, &request, 0);
  *row = request.row;
  return code;
}
