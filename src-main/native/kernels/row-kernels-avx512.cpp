#define ROPEWALK_KERNELS row_kernels_avx512
#define ROPEWALK_INSTRUCTIONS "avx512"
#define ROPEWALK_LANES 16
#define ROPEWALK_SUMS 16
#define ROPEWALK_SUM_QUERIES 8
#include "row-kernels-body.h"
