#include "CSleef.h"
