// Which kernels run: the newest that the processor has, or those that ROPEWALK_KERNELS names.
#include "row-kernels.h"

#include "../llama/failure.h"

#include <cstdlib>
#include <string>
#include <vector>

#if defined(ROPEWALK_X86_KERNELS) && defined(_MSC_VER)
#include <intrin.h>
#endif

namespace ropewalk {

extern const row_kernels row_kernels_baseline;

#ifdef ROPEWALK_X86_KERNELS

extern const row_kernels row_kernels_avx2;
extern const row_kernels row_kernels_avx512;

#endif

namespace {

#ifdef ROPEWALK_X86_KERNELS

#ifdef _MSC_VER

// CPUID leaf 1: FMA, OSXSAVE, F16C; leaf 7 and XCR0: the processor has the instructions and the system saves the registers.
bool extended_features(int ebx_mask, unsigned long long xcr0_mask) {
    constexpr int leaf1_mask = (1 << 12) | (1 << 27) | (1 << 29);
    int leaf1[4];
    int leaf7[4];
    __cpuid(leaf1, 1);
    __cpuidex(leaf7, 7, 0);
    return (leaf1[2] & leaf1_mask) == leaf1_mask && (leaf7[1] & ebx_mask) == ebx_mask && (_xgetbv(0) & xcr0_mask) == xcr0_mask;
}

bool has_avx2() { return extended_features(1 << 5, 0x6); }
bool has_avx512() { return extended_features((1 << 16) | (1 << 17) | (1 << 30) | int(1u << 31), 0xe6); }

#else

// Every extension that CMakeLists.txt lets the compiler use.
bool has_avx2() { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("f16c"); }

bool has_avx512() {
    return has_avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
}

#endif

#endif

const row_kernels & forced_row_kernels(const std::string & wanted) {
    std::string names;
    for (const row_kernels * kernels : available_row_kernels()) {
        if (wanted == kernels->instructions) {
            return *kernels;
        }
        names += (names.empty() ? "" : ", ") + std::string(kernels->instructions);
    }
    throw failure("input.invalid", "ROPEWALK_KERNELS names instructions that this processor or this build lacks: " + wanted +
                                       ". Expected one of: " + names + ". Set one of them, or unset the variable for the first.");
}

} // namespace

std::vector<const row_kernels *> available_row_kernels() {
    std::vector<const row_kernels *> kernels;
#ifdef ROPEWALK_X86_KERNELS
    if (has_avx512()) {
        kernels.push_back(&row_kernels_avx512);
    }
    if (has_avx2()) {
        kernels.push_back(&row_kernels_avx2);
    }
#endif
    kernels.push_back(&row_kernels_baseline);
    return kernels;
}

const row_kernels & choose_row_kernels() {
    static const row_kernels & chosen = []() -> const row_kernels & {
        const char * wanted = std::getenv("ROPEWALK_KERNELS");
        return wanted && *wanted ? forced_row_kernels(wanted) : *available_row_kernels().front();
    }();
    return chosen;
}

} // namespace ropewalk
