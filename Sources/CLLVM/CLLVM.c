// The prototypes in include/ are all that there is so far.
#include "CKernelFrame.h"
