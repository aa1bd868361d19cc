// SSE2 on x86-64, NEON on Arm: what every processor of the platform has.
#define ROPEWALK_KERNELS row_kernels_baseline
#define ROPEWALK_LANES 4
#if defined(__ARM_NEON) || defined(_M_ARM64)
// Thirty-two registers: sixteen sums, four vectors of keys and a query.
#define ROPEWALK_INSTRUCTIONS "neon"
#define ROPEWALK_SUMS 16
#define ROPEWALK_SUM_QUERIES 4
#else
// SSE2 loads a number and spreads it in two steps: one query for a whole tile spreads the least.
#define ROPEWALK_INSTRUCTIONS "baseline"
#define ROPEWALK_SUMS 8
#define ROPEWALK_SUM_QUERIES 1
#endif
#include "row-kernels-body.h"
