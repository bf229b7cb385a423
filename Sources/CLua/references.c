// References, tables, metatables, upvalues and dumps, by reference number.
#include <stdlib.h>

#include "internal.h"

static void push_reference(lua_State *L, int32_t reference) {
  lua_rawgeti(L, LUA_REGISTRYINDEX, reference);
}

typedef struct ValueRequest {
  int32_t reference;
  int32_t index, other, other_index;
  const CLuaSlot *key, *input;
  CLuaSlot *output;
  const char *name;
} ValueRequest;

static int reference_body(lua_State *L) {
  ValueRequest *request = lua_touserdata(L, 1);
  clua_push_slot(L, request->input);
  request->reference = luaL_ref(L, LUA_REGISTRYINDEX);
  return 0;
}

// A stack slot is relative to the caller's frame, which the protected body cannot see: it is passed
// by moving the value through the registry first.
int32_t clua_reference(CLuaState *S, const CLuaSlot *value, int32_t *reference) {
  ValueRequest request = {.reference = LUA_NOREF, .input = value};
  *reference = LUA_NOREF;
  bool on_stack =
    value->type == CLUA_TABLE || value->type == CLUA_FUNCTION || value->type == CLUA_OTHER;
  if (!on_stack) {
    int32_t code = clua_protect(S, reference_body, &request, 0);
    *reference = request.reference;
    return code;
  }
  lua_State *L = S->current;
  if (!lua_checkstack(L, 2)) return S->report.code = CLUA_FAILED_MEMORY;
  CLuaSlot placeholder = {.type = CLUA_BOOLEAN, .integer = 1};
  request.input = &placeholder;
  int32_t code = clua_protect(S, reference_body, &request, 0);
  if (code != CLUA_OK) return code;
  // Overwrites an entry that exists: no allocation, no error.
  lua_pushvalue(L, value->stack);
  lua_rawseti(L, LUA_REGISTRYINDEX, request.reference);
  *reference = request.reference;
  return CLUA_OK;
}

void clua_release(CLuaState *S, int32_t reference) {
  if (reference < 0) return;
  pthread_mutex_lock(&S->release_lock);
  if (S->released_count == S->released_capacity) {
    size_t capacity = S->released_capacity == 0 ? 64 : 2 * S->released_capacity;
    int32_t *grown = realloc(S->released, capacity * sizeof *grown);
    if (grown != NULL) {
      S->released = grown;
      S->released_capacity = capacity;
    }
  }
  // Without memory the entry stays until the state closes.
  if (S->released_count < S->released_capacity) {
    S->released[S->released_count] = reference;
    __atomic_store_n(&S->released_count, S->released_count + 1, __ATOMIC_RELAXED);
  }
  pthread_mutex_unlock(&S->release_lock);
}

const void *clua_pointer(CLuaState *S, int32_t reference) {
  lua_State *L = S->current;
  if (!lua_checkstack(L, 1)) return NULL;
  push_reference(L, reference);
  const void *pointer = lua_topointer(L, -1);
  lua_pop(L, 1);
  return pointer;
}

bool clua_is_host_function(CLuaState *S, int32_t reference) {
  lua_State *L = S->current;
  if (!lua_checkstack(L, 1)) return false;
  push_reference(L, reference);
  bool result = lua_iscfunction(L, -1);
  lua_pop(L, 1);
  return result;
}

int32_t clua_type(CLuaState *S, int32_t reference) {
  lua_State *L = S->current;
  if (!lua_checkstack(L, 1)) return CLUA_OTHER;
  push_reference(L, reference);
  CLuaSlot slot;
  clua_read_slot(L, -1, &slot);
  lua_pop(L, 1);
  return slot.type;
}

// MARK: Tables

static int new_table_body(lua_State *L) {
  ValueRequest *request = lua_touserdata(L, 1);
  lua_createtable(L, request->index, request->other_index);
  request->reference = luaL_ref(L, LUA_REGISTRYINDEX);
  return 0;
}

int32_t clua_new_table(
    CLuaState *S, int32_t array_count, int32_t record_count, int32_t *reference) {
  ValueRequest request = {
    .reference = LUA_NOREF, .index = array_count, .other_index = record_count};
  int32_t code = clua_protect(S, new_table_body, &request, 0);
  *reference = request.reference;
  return code;
}

typedef struct NumbersRequest {
  const double *numbers;
  int64_t count;
  int32_t reference;
} NumbersRequest;

static int number_list_body(lua_State *L) {
  NumbersRequest *request = lua_touserdata(L, 1);
  lua_createtable(L, (int)request->count, 0);
  for (int64_t i = 0; i < request->count; i++) {
    lua_pushnumber(L, request->numbers[i]);
    lua_rawseti(L, -2, i + 1);
  }
  request->reference = luaL_ref(L, LUA_REGISTRYINDEX);
  return 0;
}

int32_t clua_new_number_list(
    CLuaState *S, const double *numbers, int64_t count, int32_t *reference) {
  NumbersRequest request = {.numbers = numbers, .count = count, .reference = LUA_NOREF};
  int32_t code = clua_protect(S, number_list_body, &request, 0);
  *reference = request.reference;
  return code;
}

static void push_table(lua_State *L, int32_t reference) {
  push_reference(L, reference);
  if (clua_push_contents(L, -1)) lua_replace(L, -2);
}

static int raw_get_body(lua_State *L) {
  ValueRequest *request = lua_touserdata(L, 1);
  push_table(L, request->reference);
  clua_push_slot(L, request->key);
  lua_rawget(L, -2);
  clua_read_slot_as_reference(L, lua_gettop(L), request->output);
  return 0;
}

int32_t clua_raw_get(CLuaState *S, int32_t table, const CLuaSlot *key, CLuaSlot *value) {
  ValueRequest request = {.reference = table, .key = key, .output = value};
  return clua_protect(S, raw_get_body, &request, 0);
}

static int raw_set_body(lua_State *L) {
  ValueRequest *request = lua_touserdata(L, 1);
  push_reference(L, request->reference);
  clua_push_slot(L, request->key);
  clua_push_slot(L, request->input);
  lua_rawset(L, -3);
  return 0;
}

int32_t clua_raw_set(
    CLuaState *S, int32_t table, const CLuaSlot *key, const CLuaSlot *value) {
  ValueRequest request = {.reference = table, .key = key, .input = value};
  return clua_protect(S, raw_set_body, &request, 0);
}

int64_t clua_raw_length(CLuaState *S, int32_t table) {
  lua_State *L = S->current;
  if (!lua_checkstack(L, 4)) return 0;
  push_table(L, table);
  int64_t length = (int64_t)lua_rawlen(L, -1);
  lua_pop(L, 1);
  return length;
}

typedef struct EntriesRequest {
  int32_t table;
  CLuaEntry body;
  void *context;
} EntriesRequest;

static bool hand_out(lua_State *L, const EntriesRequest *request, int table) {
  CLuaSlot key, value;
  lua_pushvalue(L, -1);
  lua_rawget(L, table);
  int top = lua_gettop(L);
  clua_read_slot_as_reference(L, top - 1, &key);
  clua_read_slot_as_reference(L, top, &value);
  bool more = request->body(request->context, &key, &value);
  lua_settop(L, top - 2);
  return more;
}

static int entries_body(lua_State *L) {
  EntriesRequest *request = lua_touserdata(L, 1);
  push_table(L, request->table);
  int table = lua_gettop(L);
  lua_Integer sequence;
  clua_push_sorted_keys(L, table, &sequence);
  int keys = lua_gettop(L);
  for (lua_Integer i = 1; i <= sequence; i++) {
    lua_pushinteger(L, i);
    if (!hand_out(L, request, table)) return 0;
  }
  if (lua_isnil(L, keys)) return 0;
  lua_Integer count = (lua_Integer)lua_rawlen(L, keys);
  for (lua_Integer i = 1; i <= count; i++) {
    lua_rawgeti(L, keys, i);
    if (!hand_out(L, request, table)) return 0;
  }
  return 0;
}

int32_t clua_entries(CLuaState *S, int32_t table, CLuaEntry body, void *context) {
  EntriesRequest request = {table, body, context};
  return clua_protect(S, entries_body, &request, 0);
}

static int get_metatable_body(lua_State *L) {
  ValueRequest *request = lua_touserdata(L, 1);
  push_reference(L, request->reference);
  if (!lua_getmetatable(L, -1)) lua_pushnil(L);
  clua_read_slot_as_reference(L, lua_gettop(L), request->output);
  return 0;
}

int32_t clua_get_metatable(CLuaState *S, int32_t reference, CLuaSlot *metatable) {
  ValueRequest request = {.reference = reference, .output = metatable};
  return clua_protect(S, get_metatable_body, &request, 0);
}

static int set_metatable_body(lua_State *L) {
  ValueRequest *request = lua_touserdata(L, 1);
  push_reference(L, request->reference);
  clua_push_slot(L, request->input);
  lua_setmetatable(L, -2);
  return 0;
}

int32_t clua_set_metatable(CLuaState *S, int32_t reference, const CLuaSlot *metatable) {
  ValueRequest request = {.reference = reference, .input = metatable};
  return clua_protect(S, set_metatable_body, &request, 0);
}
