// SSE2 on x86-64, NEON on Arm: what every processor of the platform has.
#define ROPEWALK_KERNELS row_kernels_baseline
#if defined(__ARM_NEON)
#define ROPEWALK_INSTRUCTIONS "neon"
#else
#define ROPEWALK_INSTRUCTIONS "baseline"
#endif
#define ROPEWALK_LANES 4
#define ROPEWALK_TILE_QUERIES 1
#include "row-kernels-body.h"
