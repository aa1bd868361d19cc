// Compiled once per instruction set by the files beside it, which define ROPEWALK_KERNELS (the table's name),
// ROPEWALK_INSTRUCTIONS (its label), ROPEWALK_LANES (floats of a vector register) and ROPEWALK_TILE_QUERIES (queries whose
// accumulators fit the registers together with a tile row). Everything is in an unnamed namespace, so that no symbol
// compiled for a newer processor can be chosen by the linker for an older one. Vectors are GCC's and Clang's; other
// compilers run the same code one lane at a time.

#include "row-kernels.h"

#include <cmath>
#include <cstring>
#include <limits>

#if defined(__F16C__)
#include <immintrin.h>
#endif

namespace ropewalk {

namespace {

constexpr int n_lanes = ROPEWALK_LANES;

#if defined(__GNUC__)
typedef float lanes __attribute__((vector_size(n_lanes * sizeof(float)), aligned(4), may_alias));
#else
struct lanes {
    float value[n_lanes];
};
inline lanes operator*(const lanes & a, float b) {
    lanes r;
    for (int i = 0; i < n_lanes; i++) r.value[i] = a.value[i] * b;
    return r;
}
inline lanes & operator+=(lanes & a, const lanes & b) {
    for (int i = 0; i < n_lanes; i++) a.value[i] += b.value[i];
    return a;
}
#endif

constexpr int tile_vectors = tile_keys / n_lanes;

inline lanes load(const float * p) {
    lanes v;
    std::memcpy(&v, p, sizeof(v));
    return v;
}

inline void store(float * p, const lanes & v) { std::memcpy(p, &v, sizeof(v)); }

template <int n_queries>
void scores_of(const float * queries, const float * tile, int n_dims, float * out, size_t stride) {
    lanes sums[n_queries][tile_vectors] = {};
    for (int c = 0; c < n_dims; c++) {
        lanes keys[tile_vectors];
        for (int v = 0; v < tile_vectors; v++) {
            keys[v] = load(tile + c * tile_keys + v * n_lanes);
        }
        for (int i = 0; i < n_queries; i++) {
            const float q = queries[i * n_dims + c];
            for (int v = 0; v < tile_vectors; v++) {
                sums[i][v] += keys[v] * q;
            }
        }
    }
    for (int i = 0; i < n_queries; i++) {
        for (int v = 0; v < tile_vectors; v++) {
            store(out + i * stride + v * n_lanes, sums[i][v]);
        }
    }
}

void tile_scores(const float * queries, int n_queries, const float * tile, int n_dims, float * out, size_t stride) {
    constexpr int step = ROPEWALK_TILE_QUERIES;
    int i = 0;
    for (; i + step <= n_queries; i += step) {
        scores_of<step>(queries + i * n_dims, tile, n_dims, out + i * stride, stride);
    }
    for (; i < n_queries; i++) {
        scores_of<1>(queries + i * n_dims, tile, n_dims, out + i * stride, stride);
    }
}

// IEEE 754 binary16 -> binary32; also subnormals, infinities and NaN.
inline float half_to_float(uint16_t h) {
    const uint32_t sign = uint32_t(h & 0x8000u) << 16;
    const uint32_t magnitude = h & 0x7fffu;
    uint32_t bits;
    if (magnitude >= 0x7c00u) {
        bits = 0x7f800000u | (magnitude << 13);
    } else if (magnitude >= 0x0400u) {
        bits = (magnitude << 13) + 0x38000000u;
    } else {
        const float subnormal = float(magnitude) * 5.9604644775390625e-8f; // 2^-24
        std::memcpy(&bits, &subnormal, sizeof(bits));
    }
    bits |= sign;
    float value;
    std::memcpy(&value, &bits, sizeof(value));
    return value;
}

void half_row(const char * source, int n, float * out) {
    int i = 0;
#if defined(__F16C__)
    for (; i + 8 <= n; i += 8) {
        const __m128i halves = _mm_loadu_si128(reinterpret_cast<const __m128i *>(source + i * 2));
        _mm256_storeu_ps(out + i, _mm256_cvtph_ps(halves));
    }
#endif
    for (; i < n; i++) {
        uint16_t h;
        std::memcpy(&h, source + i * 2, sizeof(h));
        out[i] = half_to_float(h);
    }
}

void float_tile(const float * keys, size_t row_floats, int n_keys, int n_dims, float * tile) {
    if (n_keys < tile_keys) {
        std::memset(tile, 0, sizeof(float) * tile_keys * n_dims);
    }
    // Eight channels at a time keep both the source lines and the destination lines in the first-level cache.
    for (int c0 = 0; c0 < n_dims; c0 += 8) {
        const int c1 = c0 + 8 < n_dims ? c0 + 8 : n_dims;
        for (int t = 0; t < n_keys; t++) {
            for (int c = c0; c < c1; c++) {
                tile[c * tile_keys + t] = keys[t * row_floats + c];
            }
        }
    }
}

void half_tile(const char * keys, size_t row_bytes, int n_keys, int n_dims, float * tile) {
    constexpr int group = 8;
    float rows[group * max_head_dims];
    if (n_keys < tile_keys) {
        std::memset(tile, 0, sizeof(float) * tile_keys * n_dims);
    }
    for (int t0 = 0; t0 < n_keys; t0 += group) {
        const int n = n_keys - t0 < group ? n_keys - t0 : group;
        for (int t = 0; t < n; t++) {
            half_row(keys + (t0 + t) * row_bytes, n_dims, rows + t * n_dims);
        }
        for (int c = 0; c < n_dims; c++) {
            for (int t = 0; t < n; t++) {
                tile[c * tile_keys + t0 + t] = rows[t * n_dims + c];
            }
        }
    }
}

float row_max(const float * row, size_t n) {
    float best = -std::numeric_limits<float>::infinity();
#pragma omp simd reduction(max : best)
    for (size_t k = 0; k < n; k++) {
        best = row[k] > best ? row[k] : best;
    }
    return best;
}

// exp(x) for x <= 0, relative error below 2e-7; 0 below -87. Range reduction x = n ln 2 + r in two parts, then the Taylor
// polynomial of degree 7 on |r| <= ln 2 / 2, whose remainder is below 6e-9.
inline float exp_nonpositive(float x) {
    const float clamped = x < -87.0f ? -87.0f : x;
    const float shifted = clamped * 1.44269504f + 12582912.0f; // 1.5 * 2^23: rounds to the nearest integer
    const float n = shifted - 12582912.0f;
    const float r = (clamped - n * 0.693359375f) + n * 2.12194440e-4f;
    float p = 1.98412698e-4f;
    p = p * r + 1.38888889e-3f;
    p = p * r + 8.33333333e-3f;
    p = p * r + 4.16666667e-2f;
    p = p * r + 1.66666667e-1f;
    p = p * r + 0.5f;
    p = p * r + 1.0f;
    p = p * r + 1.0f;
    const int32_t bits = (int32_t(n) + 127) << 23;
    float scale;
    std::memcpy(&scale, &bits, sizeof(scale));
    return x < -87.0f ? 0.0f : p * scale;
}

// Sums run in blocks of floats that are added up in double: the relative error stays below 1e-6 at any row length.
constexpr size_t sum_block = 512;

row_statistics exponentiate(float * row, size_t n, float max) {
    row_statistics result{max, 0.0, 0.0};
    for (size_t start = 0; start < n; start += sum_block) {
        const size_t end = start + sum_block < n ? start + sum_block : n;
        float sum = 0.0f;
        float weighted = 0.0f;
#pragma omp simd reduction(+ : sum, weighted)
        for (size_t k = start; k < end; k++) {
            const float x = row[k] - max;
            const float e = exp_nonpositive(x);
            row[k] = e;
            sum += e;
            weighted += e * (x < -87.0f ? -87.0f : x); // e is 0 there, and x may be infinite
        }
        result.sum += sum;
        result.weighted_sum += weighted;
    }
    return result;
}

void soft_cap(float * row, size_t n, float cap) {
    for (size_t k = 0; k < n; k++) {
        row[k] = cap * std::tanh(row[k] / cap);
    }
}

// Four sums side by side, so that an addition need not wait for the one before.
double sum(const float * row, size_t n) {
    double total = 0.0;
    size_t k = 0;
    while (n - k >= 4 * n_lanes) {
        const size_t end = n - k < sum_block ? n : k + sum_block;
        lanes parts[4] = {};
        for (; k + 4 * n_lanes <= end; k += 4 * n_lanes) {
            for (int v = 0; v < 4; v++) {
                parts[v] += load(row + k + v * n_lanes);
            }
        }
        float values[4 * n_lanes];
        for (int v = 0; v < 4; v++) {
            store(values + v * n_lanes, parts[v]);
        }
        float part = 0.0f;
#pragma omp simd reduction(+ : part)
        for (int i = 0; i < 4 * n_lanes; i++) {
            part += values[i];
        }
        total += part;
    }
    float rest = 0.0f;
#pragma omp simd reduction(+ : rest)
    for (size_t i = k; i < n; i++) {
        rest += row[i];
    }
    return total + rest;
}

void column_sums(const float * rows, size_t stride, int n_rows, const float * scales, size_t n, float * sums, float * maxima) {
#pragma omp simd
    for (size_t k = 0; k < n; k++) {
        const float p = rows[k] * scales[0];
        sums[k] = p;
        maxima[k] = p;
    }
    for (int i = 1; i < n_rows; i++) {
        const float * row = rows + i * stride;
        const float scale = scales[i];
#pragma omp simd
        for (size_t k = 0; k < n; k++) {
            const float p = row[k] * scale;
            sums[k] += p;
            maxima[k] = maxima[k] > p ? maxima[k] : p;
        }
    }
}

double log_sum_exp(const float * logits, size_t n) {
    const float max = row_max(logits, n);
    double total = 0.0;
    for (size_t start = 0; start < n; start += sum_block) {
        const size_t end = start + sum_block < n ? start + sum_block : n;
        float part = 0.0f;
#pragma omp simd reduction(+ : part)
        for (size_t k = start; k < end; k++) {
            part += exp_nonpositive(logits[k] - max);
        }
        total += part;
    }
    return double(max) + std::log(total);
}

} // namespace

extern const row_kernels ROPEWALK_KERNELS;
const row_kernels ROPEWALK_KERNELS = {
    ROPEWALK_INSTRUCTIONS, tile_scores, half_tile, float_tile, row_max, exponentiate, soft_cap, sum, column_sums, log_sum_exp,
};

} // namespace ropewalk
