// Values between Lua's stack and slots.
#include "internal.h"

void clua_push_slot(lua_State *L, const CLuaSlot *slot) {
  switch (slot->type) {
    case CLUA_BOOLEAN: lua_pushboolean(L, slot->integer != 0); break;
    case CLUA_INTEGER: lua_pushinteger(L, slot->integer); break;
    case CLUA_NUMBER: lua_pushnumber(L, slot->number); break;
    case CLUA_STRING: lua_pushlstring(L, slot->string, (size_t)slot->length); break;
    case CLUA_HANDLE: lua_pushlightuserdata(L, (void *)(uintptr_t)slot->handle); break;
    case CLUA_TABLE:
    case CLUA_FUNCTION:
    case CLUA_OTHER: lua_pushvalue(L, slot->stack); break;
    case CLUA_REFERENCE: lua_rawgeti(L, LUA_REGISTRYINDEX, slot->reference); break;
    default: lua_pushnil(L); break;
  }
}

void clua_read_slot(lua_State *L, int index, CLuaSlot *slot) {
  slot->length = 0;
  switch (lua_type(L, index)) {
    case LUA_TNONE:
    case LUA_TNIL:
      slot->type = CLUA_NIL;
      slot->integer = 0;
      break;
    case LUA_TBOOLEAN:
      slot->type = CLUA_BOOLEAN;
      slot->integer = lua_toboolean(L, index);
      break;
    case LUA_TNUMBER:
      if (lua_isinteger(L, index)) {
        slot->type = CLUA_INTEGER;
        slot->integer = lua_tointeger(L, index);
      } else {
        slot->type = CLUA_NUMBER;
        slot->number = lua_tonumber(L, index);
      }
      break;
    case LUA_TSTRING: {
      size_t length;
      slot->type = CLUA_STRING;
      slot->string = lua_tolstring(L, index, &length);
      slot->length = (int32_t)length;
      break;
    }
    case LUA_TLIGHTUSERDATA: {
      uint64_t handle = (uint64_t)(uintptr_t)lua_touserdata(L, index);
      if (handle >> 48 != 0) {
        slot->type = CLUA_HANDLE;
        slot->handle = handle;
        break;
      }
      slot->type = CLUA_OTHER;
      slot->stack = index;
      break;
    }
    case LUA_TTABLE:
      slot->type = CLUA_TABLE;
      slot->stack = index;
      break;
    case LUA_TFUNCTION:
      slot->type = CLUA_FUNCTION;
      slot->stack = index;
      break;
    default:
      slot->type = CLUA_OTHER;
      slot->stack = index;
      break;
  }
}

void clua_read_slot_as_reference(lua_State *L, int index, CLuaSlot *slot) {
  clua_read_slot(L, index, slot);
  if (slot->type != CLUA_TABLE && slot->type != CLUA_FUNCTION && slot->type != CLUA_OTHER) return;
  lua_pushvalue(L, index);
  slot->reference = luaL_ref(L, LUA_REGISTRYINDEX);
}

int64_t clua_slot_length(CLuaState *S, int32_t stack) {
  lua_State *L = S->current;
  // With room on the stack, looking behind a read-only table cannot raise.
  if (!lua_checkstack(L, 6)) return 0;
  bool is_frozen = clua_push_contents(L, stack);
  int64_t length = (int64_t)lua_rawlen(L, is_frozen ? -1 : stack);
  if (is_frozen) lua_pop(L, 1);
  return length;
}

void clua_slot_get(CLuaState *S, int32_t stack, int64_t index, CLuaSlot *value) {
  lua_State *L = S->current;
  value->type = CLUA_NIL;
  if (!lua_checkstack(L, 6)) return;
  bool is_frozen = clua_push_contents(L, stack);
  lua_rawgeti(L, is_frozen ? -1 : stack, index);
  clua_read_slot(L, -1, value);
  if (value->type == CLUA_TABLE || value->type == CLUA_FUNCTION || value->type == CLUA_OTHER)
    value->stack = 0;
  lua_pop(L, is_frozen ? 2 : 1);
}

const void *clua_slot_pointer(CLuaState *S, int32_t stack) {
  return lua_topointer(S->current, stack);
}
