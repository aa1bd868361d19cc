// Sixteen registers: eight sums are the fewest that hide the latency of two multiply-adds a cycle. Four queries by two vectors of
// keys need six loads for them; two by four cost ten, since GCC loads the keys once for each query, and loads were then what limited.
#define ROPEWALK_KERNELS row_kernels_avx2
#define ROPEWALK_INSTRUCTIONS "avx2"
#define ROPEWALK_LANES 8
#define ROPEWALK_SUMS 8
#define ROPEWALK_SUM_QUERIES 4
#include "row-kernels-body.h"
