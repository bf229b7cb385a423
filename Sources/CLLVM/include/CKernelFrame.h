// What a compiled kernel is entered with.
#ifndef VALENCE_CKERNELFRAME_H
#define VALENCE_CKERNELFRAME_H

#include <stdint.h>

// The host's functions: the first argument is the callee's number, the others are its arguments as
// their bits, and so is the result.
typedef uint64_t (*CKernelCallee)(void *host, const uint64_t *arguments);

// A cell as it was before a row changed it. Size 0: from here on the host has changed something, and
// `bits` is how much of its own log stood there before.
typedef struct CKernelUndo {
  void *cell;
  uint64_t bits;
  uint64_t size;  // in bytes
} CKernelUndo;

typedef struct CKernelFrame {
  // One base address per slot of the kernel.
  void *const *slots;
  // The acting actor of each row of the call; NULL: the row's number.
  const int32_t *actors;
  // Handed to `callee`.
  void *host;
  CKernelCallee callee;
  // The mathematical functions of CSleef, by `IRMathFunction` and then by width: 1, 4 and 8 numbers.
  const void *const *mathematics;
  // Cells that the present row has changed, in order; a row whose log is full is given up.
  CKernelUndo *undo;
  int64_t undoCount;
  int64_t undoCapacity;
  // Rows that a kernel without order has given up; room for one per row of the call.
  int64_t *redo;
  int64_t redoCount;
  // The row that runs, for callees of serial kernels.
  int64_t row;
  // What is read where a row reads nothing: zero; and written where it writes nothing.
  int64_t nothing;
  int64_t waste;
  // NULL, or cells of streamed slots are written past the caches, from an address on that 16 divides,
  // and added up here: eight sums for each 1,024 rows of the call, n + 8 k belonging to the n-th.
  double *sums;
} CKernelFrame;

// Runs rows begin..<end of a call. A serial kernel returns the first row that it gives up, or end;
// what that row did is still in the undo log. Another kernel lists such rows and returns end.
typedef int64_t (*CKernelFunction)(CKernelFrame *frame, int64_t begin, int64_t end);

// Calls a kernel with the floating-point environment that it was compiled for, whatever the thread
// has: to nearest, with subnormal numbers, without traps.
static inline int64_t ckernel_run(
    CKernelFunction function, CKernelFrame *frame, int64_t begin, int64_t end) {
#if defined(__x86_64__)
  const unsigned standard = 0x1F80, flags = 0x3F;
  const unsigned before = __builtin_ia32_stmxcsr();
  if ((before & ~flags) != standard) {
    __builtin_ia32_ldmxcsr(standard);
    const int64_t result = function(frame, begin, end);
    __builtin_ia32_ldmxcsr(before);
    return result;
  }
#endif
  return function(frame, begin, end);
}

#endif
