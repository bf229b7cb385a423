// The `math` table of guests, and the `pow` that `^` reaches: SLEEF's deterministic functions, so that
// both engines and every machine compute the same bits. What is exact in C stays Lua's own.
#include <math.h>
#include <string.h>

#include "CSleef.h"
#include "internal.h"

// Overrides libm's in this executable: liblua is linked statically and calls it for `^`.
double pow(double x, double y) { return sleef_pow(x, y); }

static int push1(lua_State *L, double (*function)(double)) {
  lua_pushnumber(L, function(luaL_checknumber(L, 1)));
  return 1;
}

static int math_exp(lua_State *L) { return push1(L, sleef_exp); }
static int math_sin(lua_State *L) { return push1(L, sleef_sin); }
static int math_cos(lua_State *L) { return push1(L, sleef_cos); }
static int math_tan(lua_State *L) { return push1(L, sleef_tan); }
static int math_asin(lua_State *L) { return push1(L, sleef_asin); }
static int math_acos(lua_State *L) { return push1(L, sleef_acos); }

static int math_atan(lua_State *L) {
  lua_pushnumber(L, sleef_atan2(luaL_checknumber(L, 1), luaL_optnumber(L, 2, 1)));
  return 1;
}

static int math_log(lua_State *L) {
  double x = luaL_checknumber(L, 1);
  double result;
  if (lua_isnoneornil(L, 2)) {
    result = sleef_log(x);
  } else {
    double base = luaL_checknumber(L, 2);
    result = base == 2    ? sleef_log2(x)
             : base == 10 ? sleef_log10(x)
                          : sleef_log(x) / sleef_log(base);
  }
  lua_pushnumber(L, result);
  return 1;
}

void clua_open_math(lua_State *L) {
  static const luaL_Reg functions[] = {
    {"exp", math_exp},   {"log", math_log},   {"sin", math_sin},   {"cos", math_cos},
    {"tan", math_tan},   {"asin", math_asin}, {"acos", math_acos}, {"atan", math_atan},
    {NULL, NULL},
  };
  static const char *const stock[] = {
    "abs", "ceil", "floor", "fmod", "modf", "sqrt", "tointeger", "type", "ult", "min", "max", "pi",
    "huge", "maxinteger", "mininteger", NULL};
  luaL_newlib(L, functions);
  luaopen_math(L);
  clua_copy_fields(L, -1, -2, stock);
  lua_pop(L, 1);
}

// MARK: Self-test

// Arguments where libm's pow gives other bits than SLEEF's.
static const char pow_script[] =
  "local x, y = ...\n"
  "return x ^ y, 1.6 ^ -24.4, 3.0 ^ -19.5, 4.4 ^ 27.4, 5.8 ^ -12.5, 14.6 ^ 0.1";
static const double pow_arguments[][2] = {
  {1.6, -24.4}, {3.0, -19.5}, {4.4, 27.4}, {5.8, -12.5}, {14.6, 0.1}};

typedef struct PowRequest {
  bool is_routed;
} PowRequest;

static int pow_body(lua_State *L) {
  PowRequest *request = lua_touserdata(L, 1);
  int count = sizeof pow_arguments / sizeof *pow_arguments;
  request->is_routed = true;
  for (int i = 0; i < count; i++) {
    lua_settop(L, 1);
    if (luaL_loadstring(L, pow_script) != LUA_OK) return lua_error(L);
    lua_pushnumber(L, pow_arguments[i][0]);
    lua_pushnumber(L, pow_arguments[i][1]);
    lua_call(L, 2, count + 1);
    double expected = sleef_pow(pow_arguments[i][0], pow_arguments[i][1]);
    double at_run_time = lua_tonumber(L, 2), folded = lua_tonumber(L, 3 + i);
    if (memcmp(&expected, &at_run_time, sizeof expected) != 0
        || memcmp(&expected, &folded, sizeof expected) != 0)
      request->is_routed = false;
  }
  return 0;
}

bool clua_pow_is_routed(CLuaState *S) {
  // Linking decides it, so one state's answer is every state's. 0: not asked yet.
  static int answer = 0;
  int known = __atomic_load_n(&answer, __ATOMIC_RELAXED);
  if (known != 0) return known > 0;
  PowRequest request = {false};
  if (clua_protect(S, pow_body, &request, 0) != CLUA_OK) return false;
  __atomic_store_n(&answer, request.is_routed ? 1 : -1, __ATOMIC_RELAXED);
  return request.is_routed;
}
