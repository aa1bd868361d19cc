#define ROPEWALK_KERNELS row_kernels_avx2
#define ROPEWALK_INSTRUCTIONS "avx2"
#define ROPEWALK_LANES 8
#define ROPEWALK_TILE_QUERIES 2
#include "row-kernels-body.h"
