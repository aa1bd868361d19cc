// A vector register of ROPEWALK_LANES floats and what the kernels do with it, by the compiler's intrinsics: vector types of GCC and
// Clang alone are something that Microsoft's compiler lacks. Processors without a line here, and every processor under
// ROPEWALK_PLAIN_LANES, compute the same one float at a time. In an unnamed namespace, as everything that is compiled twice.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(ROPEWALK_PLAIN_LANES)
#elif defined(__x86_64__) || defined(_M_X64)
#define ROPEWALK_X86_LANES
#include <immintrin.h>
#elif (defined(__ARM_NEON) && defined(__aarch64__)) || defined(_M_ARM64)
#define ROPEWALK_NEON_LANES
#include <arm_neon.h>
#endif

// Loops of a fixed number of turns over an array of vectors: unrolled, the array lives in registers.
#if defined(__clang__)
#define ROPEWALK_UNROLL _Pragma("unroll")
#elif defined(__GNUC__)
#define ROPEWALK_UNROLL _Pragma("GCC unroll 16")
#else
#define ROPEWALK_UNROLL
#endif

namespace ropewalk {

namespace {

constexpr int n_lanes = ROPEWALK_LANES;

// load, store, all_of     vector from and to memory, one number everywhere
// multiply_add(a, b, c)   a b + c
// greater_of(a, b)        the greater; where a or b is NaN, NaN if b is (on Arm: if either is)
// raise(a, shifted)       a 2^n for shifted = 1.5 * 2^23 + n, whose lowest bits are n; a normal before and after
// unless_less(x, y, a)    0 where x < y, and a elsewhere
#if defined(ROPEWALK_X86_LANES) && ROPEWALK_LANES == 16

using lanes = __m512;
inline lanes load(const float * p) { return _mm512_loadu_ps(p); }
inline void store(float * p, lanes v) { _mm512_storeu_ps(p, v); }
inline lanes all_of(float x) { return _mm512_set1_ps(x); }
inline lanes add(lanes a, lanes b) { return _mm512_add_ps(a, b); }
inline lanes multiply_add(lanes a, lanes b, lanes c) { return _mm512_fmadd_ps(a, b, c); }
inline lanes greater_of(lanes a, lanes b) { return _mm512_max_ps(a, b); }
inline lanes subtract(lanes a, lanes b) { return _mm512_sub_ps(a, b); }
inline lanes multiply(lanes a, lanes b) { return _mm512_mul_ps(a, b); }
inline lanes divide(lanes a, lanes b) { return _mm512_div_ps(a, b); }
inline lanes raise(lanes a, lanes shifted) {
    return _mm512_castsi512_ps(_mm512_add_epi32(_mm512_castps_si512(a), _mm512_slli_epi32(_mm512_castps_si512(shifted), 23)));
}
inline lanes unless_less(lanes x, lanes limit, lanes a) {
    return _mm512_maskz_mov_ps(_mm512_cmp_ps_mask(x, limit, _CMP_NLT_UQ), a);
}

#elif defined(ROPEWALK_X86_LANES) && ROPEWALK_LANES == 8

using lanes = __m256;
inline lanes load(const float * p) { return _mm256_loadu_ps(p); }
inline void store(float * p, lanes v) { _mm256_storeu_ps(p, v); }
inline lanes all_of(float x) { return _mm256_set1_ps(x); }
inline lanes add(lanes a, lanes b) { return _mm256_add_ps(a, b); }
inline lanes multiply_add(lanes a, lanes b, lanes c) { return _mm256_fmadd_ps(a, b, c); }
inline lanes greater_of(lanes a, lanes b) { return _mm256_max_ps(a, b); }
inline lanes subtract(lanes a, lanes b) { return _mm256_sub_ps(a, b); }
inline lanes multiply(lanes a, lanes b) { return _mm256_mul_ps(a, b); }
inline lanes divide(lanes a, lanes b) { return _mm256_div_ps(a, b); }
inline lanes raise(lanes a, lanes shifted) {
    return _mm256_castsi256_ps(_mm256_add_epi32(_mm256_castps_si256(a), _mm256_slli_epi32(_mm256_castps_si256(shifted), 23)));
}
inline lanes unless_less(lanes x, lanes limit, lanes a) { return _mm256_and_ps(_mm256_cmp_ps(x, limit, _CMP_NLT_UQ), a); }

#elif defined(ROPEWALK_X86_LANES) && ROPEWALK_LANES == 4

using lanes = __m128;
inline lanes load(const float * p) { return _mm_loadu_ps(p); }
inline void store(float * p, lanes v) { _mm_storeu_ps(p, v); }
inline lanes all_of(float x) { return _mm_set1_ps(x); }
inline lanes add(lanes a, lanes b) { return _mm_add_ps(a, b); }
inline lanes multiply_add(lanes a, lanes b, lanes c) { return _mm_add_ps(_mm_mul_ps(a, b), c); }
inline lanes greater_of(lanes a, lanes b) { return _mm_max_ps(a, b); }
inline lanes subtract(lanes a, lanes b) { return _mm_sub_ps(a, b); }
inline lanes multiply(lanes a, lanes b) { return _mm_mul_ps(a, b); }
inline lanes divide(lanes a, lanes b) { return _mm_div_ps(a, b); }
inline lanes raise(lanes a, lanes shifted) {
    return _mm_castsi128_ps(_mm_add_epi32(_mm_castps_si128(a), _mm_slli_epi32(_mm_castps_si128(shifted), 23)));
}
inline lanes unless_less(lanes x, lanes limit, lanes a) { return _mm_and_ps(_mm_cmpnlt_ps(x, limit), a); }

#elif defined(ROPEWALK_NEON_LANES) && ROPEWALK_LANES == 4

using lanes = float32x4_t;
inline lanes load(const float * p) { return vld1q_f32(p); }
inline void store(float * p, lanes v) { vst1q_f32(p, v); }
inline lanes all_of(float x) { return vdupq_n_f32(x); }
inline lanes add(lanes a, lanes b) { return vaddq_f32(a, b); }
inline lanes multiply_add(lanes a, lanes b, lanes c) { return vfmaq_f32(c, a, b); }
inline lanes greater_of(lanes a, lanes b) { return vmaxq_f32(a, b); }
inline lanes subtract(lanes a, lanes b) { return vsubq_f32(a, b); }
inline lanes multiply(lanes a, lanes b) { return vmulq_f32(a, b); }
inline lanes divide(lanes a, lanes b) { return vdivq_f32(a, b); }
inline lanes raise(lanes a, lanes shifted) {
    return vreinterpretq_f32_u32(vaddq_u32(vreinterpretq_u32_f32(a), vshlq_n_u32(vreinterpretq_u32_f32(shifted), 23)));
}
inline lanes unless_less(lanes x, lanes limit, lanes a) {
    return vreinterpretq_f32_u32(vbicq_u32(vreinterpretq_u32_f32(a), vcltq_f32(x, limit)));
}

#else

struct lanes {
    float value[n_lanes];
};

inline lanes load(const float * p) {
    lanes v;
    std::memcpy(v.value, p, sizeof(v.value));
    return v;
}

inline void store(float * p, const lanes & v) { std::memcpy(p, v.value, sizeof(v.value)); }

inline lanes all_of(float x) {
    lanes v;
    for (float & value : v.value) value = x;
    return v;
}

inline lanes add(lanes a, const lanes & b) {
    for (int i = 0; i < n_lanes; i++) a.value[i] += b.value[i];
    return a;
}

inline lanes multiply_add(lanes a, const lanes & b, const lanes & c) {
    for (int i = 0; i < n_lanes; i++) a.value[i] = a.value[i] * b.value[i] + c.value[i];
    return a;
}

inline lanes greater_of(lanes a, const lanes & b) {
    for (int i = 0; i < n_lanes; i++) a.value[i] = a.value[i] > b.value[i] ? a.value[i] : b.value[i];
    return a;
}

inline lanes subtract(lanes a, const lanes & b) {
    for (int i = 0; i < n_lanes; i++) a.value[i] -= b.value[i];
    return a;
}

inline lanes multiply(lanes a, const lanes & b) {
    for (int i = 0; i < n_lanes; i++) a.value[i] *= b.value[i];
    return a;
}

inline lanes divide(lanes a, const lanes & b) {
    for (int i = 0; i < n_lanes; i++) a.value[i] /= b.value[i];
    return a;
}

inline lanes raise(lanes a, const lanes & shifted) {
    uint32_t bits[n_lanes];
    uint32_t powers[n_lanes];
    std::memcpy(bits, a.value, sizeof(bits));
    std::memcpy(powers, shifted.value, sizeof(powers));
    for (int i = 0; i < n_lanes; i++) bits[i] += powers[i] << 23;
    std::memcpy(a.value, bits, sizeof(bits));
    return a;
}

inline lanes unless_less(const lanes & x, const lanes & limit, lanes a) {
    for (int i = 0; i < n_lanes; i++) a.value[i] = x.value[i] < limit.value[i] ? 0.0f : a.value[i];
    return a;
}

#endif

} // namespace

} // namespace ropewalk
