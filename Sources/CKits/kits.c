#include "CKits.h"
