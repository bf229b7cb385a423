#define _GNU_SOURCE
#include "CLLVM.h"

#include <dlfcn.h>
#include <stdbool.h>
#include <pthread.h>
#include <stdio.h>

static CLLVMTable table;
static bool is_open;
static char problem[256];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void open_library(void) {
  static const char *const names[] = {
    "libLLVM.so.19.1", "libLLVM-19.so.1", "libLLVM-19.so", NULL};
  void *library = NULL;
  for (int i = 0; names[i] != NULL && library == NULL; i++)
    library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) {
    snprintf(problem, sizeof problem, "LLVM 19 is not installed (package libllvm19)");
    return;
  }
#define F(result, name, parameters) \
  table.name = (result(*) parameters)dlsym(library, "LLVM" #name); \
  if (table.name == NULL) { \
    snprintf(problem, sizeof problem, "LLVM 19 lacks the function LLVM%s", #name); \
    return; \
  }
  CLLVM_FUNCTIONS(F)
#undef F
  unsigned major = 0, minor = 0, patch = 0;
  table.GetVersion(&major, &minor, &patch);
  if (major != 19) {
    snprintf(problem, sizeof problem, "LLVM is version %u, and 19 is needed", major);
    return;
  }
  table.InitializeX86TargetInfo();
  table.InitializeX86Target();
  table.InitializeX86TargetMC();
  table.InitializeX86AsmPrinter();
  is_open = true;
}

const CLLVMTable *cllvm_open(const char **message) {
  pthread_once(&once, open_library);
  if (message != NULL) *message = problem;
  return is_open ? &table : NULL;
}
