#include "row-kernels.h"

#include <cstring>

#if defined(ROPEWALK_X86_KERNELS) && defined(_MSC_VER)
#include <intrin.h>
#endif

namespace ropewalk {

extern const row_kernels row_kernels_baseline;

#ifdef ROPEWALK_X86_KERNELS

extern const row_kernels row_kernels_avx2;
extern const row_kernels row_kernels_avx512;

namespace {

#ifdef _MSC_VER

// CPUID leaf 7 and XCR0: the processor has the instructions and the system saves the registers.
bool extended_features(int ebx_mask, unsigned long long xcr0_mask) {
    int leaf1[4];
    int leaf7[4];
    __cpuid(leaf1, 1);
    __cpuidex(leaf7, 7, 0);
    const bool has_xsave = (leaf1[2] & (1 << 27)) != 0 && (leaf1[2] & (1 << 12)) != 0 && (leaf1[2] & (1 << 29)) != 0;
    return has_xsave && (leaf7[1] & ebx_mask) == ebx_mask && (_xgetbv(0) & xcr0_mask) == xcr0_mask;
}

bool has_avx2() { return extended_features(1 << 5, 0x6); }
bool has_avx512() { return extended_features((1 << 16) | (1 << 17) | (1 << 30) | int(1u << 31), 0xe6); }

#else

bool has_avx2() { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }

bool has_avx512() {
    return has_avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
}

#endif

} // namespace

const row_kernels & choose_row_kernels() {
    return has_avx512() ? row_kernels_avx512 : has_avx2() ? row_kernels_avx2 : row_kernels_baseline;
}

const row_kernels * row_kernels_named(const char * instructions) {
    if (has_avx512() && std::strcmp(instructions, "avx512") == 0) {
        return &row_kernels_avx512;
    }
    if (has_avx2() && std::strcmp(instructions, "avx2") == 0) {
        return &row_kernels_avx2;
    }
    return std::strcmp(instructions, row_kernels_baseline.instructions) == 0 ? &row_kernels_baseline : nullptr;
}

#else

const row_kernels & choose_row_kernels() { return row_kernels_baseline; }

const row_kernels * row_kernels_named(const char * instructions) {
    return std::strcmp(instructions, row_kernels_baseline.instructions) == 0 ? &row_kernels_baseline : nullptr;
}

#endif

} // namespace ropewalk
