// The report of a failure: filled while the stack still stands, in memory of the state's own.
#include <string.h>

#include "internal.h"

static bool is_shown(const lua_Debug *activation) {
  return *activation->what != 'C'
    && strncmp(activation->source, CLUA_HIDDEN_SOURCE, sizeof CLUA_HIDDEN_SOURCE - 1) != 0;
}

static void copy_text(char *target, size_t size, const char *text) {
  size_t length = strlen(text);
  if (length >= size) {
    text += length - (size - 1);
    length = size - 1;
  }
  memcpy(target, text, length);
  target[length] = 0;
}

void clua_report_begin(CLuaState *S) {
  S->report.code = 0;
  S->report.frameCount = 0;
  S->report.framesDropped = false;
  S->report.messageLength = 0;
}

void clua_report_frames(CLuaState *S, lua_State *L) {
  CLuaReport *report = &S->report;
  if (S->tripped && report->frameCount > 0) return;
  report->frameCount = 0;
  report->framesDropped = false;
  lua_Debug activation;
  for (int level = 0; lua_getstack(L, level, &activation); level++) {
    lua_getinfo(L, "Sln", &activation);
    if (!is_shown(&activation)) continue;
    if (report->frameCount == CLUA_REPORT_FRAMES) {
      report->framesDropped = true;
      return;
    }
    CLuaReportFrame *frame = &report->frames[report->frameCount++];
    copy_text(frame->source, sizeof frame->source, activation.source);
    copy_text(frame->name, sizeof frame->name, activation.name ? activation.name : "");
    frame->line = activation.currentline;
    frame->lineDefined = *activation.what == 'm' ? 0 : activation.linedefined;
  }
}

static void report_message(CLuaReport *report, const char *text, size_t length) {
  if (length >= sizeof report->message) length = sizeof report->message - 1;
  memcpy(report->message, text, length);
  report->message[length] = 0;
  report->messageLength = length;
}

static void report_value(CLuaReport *report, lua_State *L, int index) {
  size_t length;
  if (lua_type(L, index) == LUA_TSTRING) {
    const char *text = lua_tolstring(L, index, &length);
    report_message(report, text, length);
  } else {
    char text[64] = "the error value is a ";
    strcat(text, lua_typename(L, lua_type(L, index)));
    report_message(report, text, strlen(text));
  }
}

int clua_message_handler(lua_State *L) {
  CLuaState *S = clua_state(L);
  clua_report_frames(S, L);
  if (S->tripped || clua_is_limit(L, 1)) return 1;
  if (lua_type(L, 1) != LUA_TSTRING && luaL_getmetafield(L, 1, "__tostring") != LUA_TNIL) {
    lua_pushvalue(L, 1);
    lua_call(L, 1, 1);
    report_value(&S->report, L, -1);
    return 1;
  }
  if (lua_type(L, 1) == LUA_TNUMBER) {
    size_t length;
    const char *text = lua_tolstring(L, 1, &length);
    report_message(&S->report, text, length);
  } else {
    report_value(&S->report, L, 1);
  }
  return 1;
}

int32_t clua_report_finish(CLuaState *S, lua_State *L, int status) {
  CLuaReport *report = &S->report;
  if (status == LUA_ERRMEM || S->refused != 0) clua_trip(S, CLUA_FAILED_MEMORY);
  if (S->tripped) {
    report->code = S->tripped;
    report->messageLength = 0;
  } else if (status != LUA_OK) {
    report->code = status == LUA_ERRSYNTAX ? CLUA_FAILED_SYNTAX : CLUA_FAILED_RUNTIME;
    if (report->messageLength == 0 || status == LUA_ERRERR) report_value(report, L, -1);
  } else {
    report->code = CLUA_OK;
  }
  return report->code;
}

void clua_push_where(lua_State *L) {
  lua_Debug activation;
  for (int level = 1; lua_getstack(L, level, &activation); level++) {
    lua_getinfo(L, "Sl", &activation);
    if (!is_shown(&activation) || activation.currentline <= 0) continue;
    lua_pushfstring(L, "%s:%d: ", activation.short_src, activation.currentline);
    return;
  }
  lua_pushliteral(L, "");
}

_Noreturn void clua_raise(lua_State *L, const char *message) {
  luaL_checkstack(L, 4, NULL);
  clua_push_where(L);
  lua_pushstring(L, message);
  lua_concat(L, 2);
  lua_error(L);
  __builtin_unreachable();
}

const CLuaReport *clua_report(const CLuaState *S) { return &S->report; }
