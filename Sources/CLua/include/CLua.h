// The boundary to Lua 5.4. Swift sees no other Lua header than this one.
//
// The rule: no Lua error unwinds through a Swift frame. No function declared here raises; whatever
// can raise (allocation included) runs in a C body under lua_pcall, and a callback into Swift ends
// with a status before C raises on its behalf.
#ifndef VALENCE_CLUA_H
#define VALENCE_CLUA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct CLuaState CLuaState;

// What a slot holds. TABLE, FUNCTION and OTHER carry a stack index in the arguments of a host
// function and in the results of a row, and a new reference in what a clua_ function hands out.
// REFERENCE is for the way into Lua: any value that a reference names.
#define CLUA_NIL 0
#define CLUA_BOOLEAN 1
#define CLUA_INTEGER 2
#define CLUA_NUMBER 3
#define CLUA_STRING 4
#define CLUA_HANDLE 5
#define CLUA_TABLE 6
#define CLUA_FUNCTION 7
#define CLUA_OTHER 8
#define CLUA_REFERENCE 9

// One value on its way in or out. A string is valid during the call only, and not owned.
typedef struct CLuaSlot {
  int32_t type;
  int32_t length;
  union {
    double number;
    int64_t integer;
    uint64_t handle;
    const char *_Nullable string;
    int32_t reference;
    int32_t stack;
  };
} CLuaSlot;

#define CLUA_MAX_ARGUMENTS 10
#define CLUA_MAX_RESULTS 16
#define CLUA_MESSAGE_SIZE 1024

// A call from Lua into the host, or one row of clua_run_rows. Arguments beyond the tenth are
// dropped. A negative resultCount says that the topmost -resultCount stack values are the results.
typedef struct CLuaFrame {
  CLuaState *_Nonnull state;
  void *_Nullable context;
  int32_t tag;
  int32_t argumentCount;
  int32_t resultCount;
  CLuaSlot arguments[CLUA_MAX_ARGUMENTS];
  CLuaSlot results[CLUA_MAX_RESULTS];
  char message[CLUA_MESSAGE_SIZE];
} CLuaFrame;

static inline CLuaSlot *_Nonnull clua_argument(CLuaFrame *_Nonnull frame, int32_t index) {
  return &frame->arguments[index];
}
static inline CLuaSlot *_Nonnull clua_result(CLuaFrame *_Nonnull frame, int32_t index) {
  return &frame->results[index];
}
static inline char *_Nonnull clua_message(CLuaFrame *_Nonnull frame) { return frame->message; }

// How a host body ended. After ERROR the message of the frame is raised at the calling Lua line.
#define CLUA_OK 0
#define CLUA_ERROR 1
#define CLUA_LIMIT 2
// A row only: do not call the function for it.
#define CLUA_SKIP 3

typedef int32_t (*CLuaHostBody)(CLuaFrame *_Nonnull frame);

// Handles are light userdata of 64 bits: the class (1...65535) in bits 48...63, a payload below.
// `read` and `write` are asked for integer members of the class's table; `missing` writes the
// message for a key that the class does not have (`length` < 0: the key is not a string and `key` names
// its type); `describe` writes the text of tostring. `message` holds CLUA_MESSAGE_SIZE bytes.
typedef int32_t (*CLuaHandleRead)(
    void *_Nullable context, uint64_t handle, int64_t member, CLuaSlot *_Nonnull value,
    char *_Nonnull message);
typedef int32_t (*CLuaHandleWrite)(
    void *_Nullable context, uint64_t handle, int64_t member, const CLuaSlot *_Nonnull value,
    char *_Nonnull message);
typedef void (*CLuaHandleMissing)(
    void *_Nullable context, uint64_t handle, const char *_Nonnull key, int32_t length, bool isWrite,
    char *_Nonnull message);
typedef void (*CLuaHandleDescribe)(
    void *_Nullable context, uint64_t handle, char *_Nonnull text, int32_t size);

typedef struct CLuaHandleCallbacks {
  void *_Nullable context;
  CLuaHandleRead _Nullable read;
  CLuaHandleWrite _Nullable write;
  CLuaHandleMissing _Nullable missing;
  CLuaHandleDescribe _Nullable describe;
} CLuaHandleCallbacks;

// A row's function before and after the call: see clua_run_rows.
typedef int32_t (*CLuaRowBody)(CLuaFrame *_Nonnull frame, int64_t row);
// One line of print, without its newline.
typedef void (*CLuaPrint)(void *_Nullable context, const char *_Nonnull text, size_t length);
// One entry of a table; returns false to stop.
typedef bool (*CLuaEntry)(
    void *_Nullable context, const CLuaSlot *_Nonnull key, const CLuaSlot *_Nonnull value);
// A line of a file that has run, or (`isFunction`) the line where a function that has run begins; 0:
// the main chunk.
typedef void (*CLuaCovered)(
    void *_Nullable context, const char *_Nonnull source, int32_t line, bool isFunction);
typedef void (*CLuaBytes)(void *_Nullable context, const void *_Nonnull bytes, size_t length);

// Why a protected call failed.
#define CLUA_FAILED_RUNTIME 1
#define CLUA_FAILED_SYNTAX 2
#define CLUA_FAILED_MEMORY 3
#define CLUA_FAILED_INSTRUCTIONS 4
#define CLUA_FAILED_DEADLINE 5
#define CLUA_FAILED_INTERRUPTED 6

#define CLUA_REPORT_FRAMES 20

typedef struct CLuaReportFrame {
  char source[1024];
  char name[128];
  int32_t line;
  int32_t lineDefined;
} CLuaReportFrame;

// The last failure, in memory of its own so that reporting needs none. Frames are Lua functions
// of the user's files only, innermost first; lineDefined 0 is the main chunk of a file.
typedef struct CLuaReport {
  int32_t code;
  int32_t frameCount;
  bool framesDropped;
  size_t messageLength;
  char message[4096];
  CLuaReportFrame frames[CLUA_REPORT_FRAMES];
} CLuaReport;

static inline const CLuaReportFrame *_Nonnull clua_report_frame(
    const CLuaReport *_Nonnull report, int32_t index) {
  return &report->frames[index];
}
static inline const char *_Nonnull clua_frame_source(const CLuaReportFrame *_Nonnull frame) {
  return frame->source;
}
static inline const char *_Nonnull clua_frame_name(const CLuaReportFrame *_Nonnull frame) {
  return frame->name;
}
static inline const char *_Nonnull clua_report_message(const CLuaReport *_Nonnull report) {
  return report->message;
}

// A state with the sandbox in it, or NULL where there is no memory for it or the prelude failed.
// `prelude` is the text of Sandbox+Prelude.swift.
CLuaState *_Nullable clua_new(
    size_t memoryLimit, const char *_Nonnull prelude, size_t preludeLength);
void clua_close(CLuaState *_Nonnull state);

void clua_set_limits(
    CLuaState *_Nonnull state, size_t memory, int64_t instructions, uint64_t deadlineNanoseconds);
size_t clua_memory_used(const CLuaState *_Nonnull state);
// Stops whatever runs, and all that is started until it is cleared; a signal handler may call it.
void clua_interrupt(CLuaState *_Nonnull state);
void clua_clear_interrupt(CLuaState *_Nonnull state);
// Takes `units` from the budget of the running invocation; true if that was too much: the host body
// then returns CLUA_LIMIT.
bool clua_charge(CLuaState *_Nonnull state, int64_t units);

// Inside a host body: the calls until clua_resume are invocations of their own, each with a whole
// budget; then the one that was under way goes on with what it had left.
typedef struct CLuaPause {
  int64_t budget;
  int32_t depth;
} CLuaPause;
CLuaPause clua_pause(CLuaState *_Nonnull state);
void clua_resume(CLuaState *_Nonnull state, CLuaPause pause);

// Records from the next call on which lines and functions run, of chunks whose name starts with '@'.
// False where there is no memory for it.
bool clua_record_coverage(CLuaState *_Nonnull state);
// Hands out what was recorded, in no order.
void clua_covered(
    const CLuaState *_Nonnull state, CLuaCovered _Nonnull body, void *_Nullable context);
void clua_set_print(CLuaState *_Nonnull state, CLuaPrint _Nullable print, void *_Nullable context);
const CLuaReport *_Nonnull clua_report(const CLuaState *_Nonnull state);

// Functions with an int32_t result return CLUA_OK, or a CLUA_FAILED_ code with the report filled.

// Environments of clua_load.
#define CLUA_SANDBOX 0
#define CLUA_PRIVILEGED 1
#define CLUA_BINARY 2
int32_t clua_load(
    CLuaState *_Nonnull state, const char *_Nonnull text, size_t length, const char *_Nonnull name,
    int32_t environment, int32_t *_Nonnull reference);
// Calls a function; its results stay on the stack (strings in `results` point there) until clua_pop.
// `wanted` < 0: all there are. At most `capacity` are handed out.
int32_t clua_call(
    CLuaState *_Nonnull state, int32_t function, const CLuaSlot *_Nullable arguments,
    int32_t argumentCount, int32_t wanted, CLuaSlot *_Nonnull results, int32_t capacity,
    int32_t *_Nonnull resultCount, int32_t *_Nonnull base);
void clua_pop(CLuaState *_Nonnull state, int32_t base);
int32_t clua_stack_top(const CLuaState *_Nonnull state);
// Pushes values for a host function that returns a negative resultCount.
int32_t clua_push(CLuaState *_Nonnull state, const CLuaSlot *_Nonnull values, int32_t count);

// One protected call around a loop over rows [begin, end). For each, with a fresh budget: `before`
// fills the arguments, the function is called, `after` reads resultCount results. `row` is the row
// that failed.
int32_t clua_run_rows(
    CLuaState *_Nonnull state, int32_t function, int64_t begin, int64_t end, int32_t resultCount,
    CLuaRowBody _Nonnull before, CLuaRowBody _Nonnull after, void *_Nullable context,
    int64_t *_Nonnull row);

int32_t clua_host_function(
    CLuaState *_Nonnull state, CLuaHostBody _Nonnull body, void *_Nullable context, int32_t tag,
    int32_t *_Nonnull reference);
// The class of handles that arithmetic gives back unchanged: undefined values. 0: none.
void clua_set_absorbing_class(CLuaState *_Nonnull state, int32_t handleClass);
void clua_set_handle_callbacks(CLuaState *_Nonnull state, CLuaHandleCallbacks callbacks);
int32_t clua_define_handle_class(
    CLuaState *_Nonnull state, int32_t handleClass, int32_t members);

int32_t clua_reference(
    CLuaState *_Nonnull state, const CLuaSlot *_Nonnull value, int32_t *_Nonnull reference);
// May be called from any thread at any time; takes effect at the next call on the state.
void clua_release(CLuaState *_Nonnull state, int32_t reference);
const void *_Nullable clua_pointer(CLuaState *_Nonnull state, int32_t reference);
bool clua_is_host_function(CLuaState *_Nonnull state, int32_t reference);
// The Lua type of the value behind a reference, as a slot type.
int32_t clua_type(CLuaState *_Nonnull state, int32_t reference);

int32_t clua_new_table(
    CLuaState *_Nonnull state, int32_t arrayCount, int32_t recordCount, int32_t *_Nonnull reference);
// A list of numbers, at most INT32_MAX of them.
int32_t clua_new_number_list(
    CLuaState *_Nonnull state, const double *_Nullable numbers, int64_t count,
    int32_t *_Nonnull reference);
// Hands out one value; a string stays valid as long as the table holds it and is not changed.
int32_t clua_raw_get(
    CLuaState *_Nonnull state, int32_t table, const CLuaSlot *_Nonnull key,
    CLuaSlot *_Nonnull value);
int32_t clua_raw_set(
    CLuaState *_Nonnull state, int32_t table, const CLuaSlot *_Nonnull key,
    const CLuaSlot *_Nonnull value);
int64_t clua_raw_length(CLuaState *_Nonnull state, int32_t table);
// All entries in the order of pairs; a frozen table shows its contents.
int32_t clua_entries(
    CLuaState *_Nonnull state, int32_t table, CLuaEntry _Nonnull body, void *_Nullable context);
int32_t clua_get_metatable(
    CLuaState *_Nonnull state, int32_t reference, CLuaSlot *_Nonnull metatable);
int32_t clua_set_metatable(
    CLuaState *_Nonnull state, int32_t reference, const CLuaSlot *_Nonnull metatable);

// The unstripped binary chunk of a Lua function.
int32_t clua_dump(
    CLuaState *_Nonnull state, int32_t function, CLuaBytes _Nonnull body, void *_Nullable context);
// The upvalue at `index` (from 1); `name` is NULL where there is none.
int32_t clua_get_upvalue(
    CLuaState *_Nonnull state, int32_t function, int32_t index,
    const char *_Nullable *_Nonnull name, CLuaSlot *_Nonnull value);
int32_t clua_set_upvalue(
    CLuaState *_Nonnull state, int32_t function, int32_t index, const CLuaSlot *_Nonnull value);
int32_t clua_join_upvalue(
    CLuaState *_Nonnull state, int32_t function, int32_t index, int32_t other, int32_t otherIndex);

// What the prelude exports under a name.
int32_t clua_export(
    CLuaState *_Nonnull state, const char *_Nonnull name, CLuaSlot *_Nonnull value);

// Inside a host body or a row's `after`: plain reads of a table argument at a stack index. A value
// that is itself a table, function or other has a stack index of 0: only its type is known.
int64_t clua_slot_length(CLuaState *_Nonnull state, int32_t stack);
void clua_slot_get(
    CLuaState *_Nonnull state, int32_t stack, int64_t index, CLuaSlot *_Nonnull value);
const void *_Nullable clua_slot_pointer(CLuaState *_Nonnull state, int32_t stack);

// Whether `^` reaches SLEEF's pow, at run time and in folded constants.
bool clua_pow_is_routed(CLuaState *_Nonnull state);

#endif
