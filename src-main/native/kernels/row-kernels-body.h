// Compiled once per instruction set by the files beside it, which define ROPEWALK_KERNELS (the table's name),
// ROPEWALK_INSTRUCTIONS (its label), ROPEWALK_LANES (floats of a vector register), ROPEWALK_SUMS (vectors of scores that fit the
// registers together with keys and a query) and ROPEWALK_SUM_QUERIES (queries that share a load of keys). Everything is in an
// unnamed namespace, so that no symbol compiled for a newer processor can be chosen by the linker for an older one.

#include "lanes.h"
#include "row-kernels.h"

#include <cmath>
#include <limits>

// Microsoft's compiler has no macro for F16C; /arch:AVX2 and /arch:AVX512 include it.
#if defined(ROPEWALK_X86_LANES) && (defined(__F16C__) || (defined(_MSC_VER) && defined(__AVX2__)))
#define ROPEWALK_F16C
#endif

namespace ropewalk {

namespace {

// The scores of some queries against n_vectors * n_lanes keys of a tile: every sum lives in a register of its own.
template <int n_queries, int n_vectors>
void scores_of(const float * queries, const float * tile, int n_dims, float * out, size_t stride) {
    lanes sums[n_queries][n_vectors];
    ROPEWALK_UNROLL
    for (int i = 0; i < n_queries; i++) {
        ROPEWALK_UNROLL
        for (int v = 0; v < n_vectors; v++) {
            sums[i][v] = all_of(0.0f);
        }
    }
    for (int c = 0; c < n_dims; c++) {
        lanes keys[n_vectors];
        ROPEWALK_UNROLL
        for (int v = 0; v < n_vectors; v++) {
            keys[v] = load(tile + c * tile_keys + v * n_lanes);
        }
        ROPEWALK_UNROLL
        for (int i = 0; i < n_queries; i++) {
            const lanes query = all_of(queries[i * n_dims + c]);
            ROPEWALK_UNROLL
            for (int v = 0; v < n_vectors; v++) {
                sums[i][v] = multiply_add(keys[v], query, sums[i][v]);
            }
        }
    }
    ROPEWALK_UNROLL
    for (int i = 0; i < n_queries; i++) {
        ROPEWALK_UNROLL
        for (int v = 0; v < n_vectors; v++) {
            store(out + i * stride + v * n_lanes, sums[i][v]);
        }
    }
}

// n queries at a time as long as there are so many, then half of them; fewer queries take more keys at once, which keeps the number
// of sums.
template <int n>
void scores_by(const float * queries, int n_queries, const float * tile, int n_dims, float * out, size_t stride) {
    constexpr int n_vectors = ROPEWALK_SUMS / n * n_lanes < tile_keys ? ROPEWALK_SUMS / n : tile_keys / n_lanes;
    static_assert(tile_keys % (n_vectors * n_lanes) == 0, "a tile is a whole number of parts");
    int i = 0;
    for (; i + n <= n_queries; i += n) {
        for (int key = 0; key < tile_keys; key += n_vectors * n_lanes) {
            scores_of<n, n_vectors>(queries + i * n_dims, tile + key, n_dims, out + i * stride + key, stride);
        }
    }
    if constexpr (n > 1) {
        scores_by<n / 2>(queries + i * n_dims, n_queries - i, tile, n_dims, out + i * stride, stride);
    }
}

void tile_scores(const float * queries, int n_queries, const float * tile, int n_dims, float * out, size_t stride) {
    scores_by<ROPEWALK_SUM_QUERIES>(queries, n_queries, tile, n_dims, out, stride);
}

// IEEE 754 binary16 -> binary32; also subnormals, infinities and NaN. Without branches, so that loops over it become vectors.
inline float half_to_float(uint16_t h) {
    const uint32_t sign = uint32_t(h & 0x8000u) << 16;
    const uint32_t magnitude = h & 0x7fffu;
    const uint32_t rebias = magnitude >= 0x7c00u ? 0x70000000u : magnitude >= 0x0400u ? 0x38000000u : 0x38800000u;
    const uint32_t bits = (magnitude << 13) + rebias;
    float value;
    std::memcpy(&value, &bits, sizeof(value));
    value -= magnitude >= 0x0400u ? 0.0f : 6.103515625e-5f; // a subnormal: 2^-14 (1 + f) - 2^-14
    uint32_t signed_bits;
    std::memcpy(&signed_bits, &value, sizeof(signed_bits));
    signed_bits |= sign;
    std::memcpy(&value, &signed_bits, sizeof(value));
    return value;
}

void half_row(const char * source, int n, float * out) {
    int i = 0;
#if defined(ROPEWALK_F16C)
    for (; i + 8 <= n; i += 8) {
        const __m128i halves = _mm_loadu_si128(reinterpret_cast<const __m128i *>(source + i * 2));
        _mm256_storeu_ps(out + i, _mm256_cvtph_ps(halves));
    }
#elif defined(ROPEWALK_NEON_LANES)
    for (; i + 4 <= n; i += 4) {
        uint16x4_t halves;
        std::memcpy(&halves, source + i * 2, sizeof(halves));
        vst1q_f32(out + i, vcvt_f32_f16(vreinterpret_f16_u16(halves)));
    }
#endif
    const int first = i;
#pragma omp simd
    for (int k = first; k < n; k++) {
        uint16_t h;
        std::memcpy(&h, source + k * 2, sizeof(h));
        out[k] = half_to_float(h);
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

inline float greatest_of(const lanes & v) {
    float values[n_lanes];
    store(values, v);
    ROPEWALK_UNROLL
    for (int half = n_lanes / 2; half > 0; half /= 2) {
        ROPEWALK_UNROLL
        for (int i = 0; i < half; i++) {
            values[i] = values[i] > values[i + half] ? values[i] : values[i + half];
        }
    }
    return values[0];
}

// Four maxima side by side, so that a comparison need not wait for the one before.
float row_max(const float * row, size_t n) {
    const lanes none = all_of(-std::numeric_limits<float>::infinity());
    lanes greatest[4] = {none, none, none, none};
    size_t k = 0;
    for (; k + 4 * n_lanes <= n; k += 4 * n_lanes) {
        ROPEWALK_UNROLL
        for (int v = 0; v < 4; v++) {
            greatest[v] = greater_of(load(row + k + v * n_lanes), greatest[v]);
        }
    }
    for (; k + n_lanes <= n; k += n_lanes) {
        greatest[0] = greater_of(load(row + k), greatest[0]);
    }
    float best = greatest_of(greater_of(greater_of(greatest[0], greatest[1]), greater_of(greatest[2], greatest[3])));
    for (; k < n; k++) {
        best = row[k] > best ? row[k] : best;
    }
    return best;
}

// Where exp(x) begins to be 0: the last power of two would no longer be a normal number.
constexpr float least_exponent = -87.0f;

// exp(x) = 2^n (1 + above_1), shifted = 1.5 * 2^23 + n.
struct exponential {
    lanes above_1;
    lanes shifted;
};

// For -87 <= x <= 0, relative error below 2e-7. Range reduction x = n ln 2 + r in two parts, then the Taylor polynomial of
// degree 7 on |r| <= ln 2 / 2, whose remainder is below 6e-9; its terms in pairs, since one after the other each waits for the last.
inline exponential expand(lanes x) {
    const lanes rounder = all_of(12582912.0f); // 1.5 * 2^23: what is added to it is rounded to an integer
    const lanes shifted = multiply_add(x, all_of(1.44269504f), rounder);
    const lanes n = subtract(shifted, rounder);
    const lanes r = multiply_add(n, all_of(2.12194440e-4f), multiply_add(n, all_of(-0.693359375f), x));
    const lanes r2 = multiply(r, r);
    const lanes terms_2_3 = multiply_add(r, all_of(1.66666667e-1f), all_of(0.5f));
    const lanes terms_4_5 = multiply_add(r, all_of(8.33333333e-3f), all_of(4.16666667e-2f));
    const lanes terms_6_7 = multiply_add(r, all_of(1.98412698e-4f), all_of(1.38888889e-3f));
    const lanes terms_4_7 = multiply_add(terms_6_7, r2, terms_4_5);
    const lanes above_1 = multiply_add(terms_4_7, multiply(r2, r2), multiply_add(terms_2_3, r2, r));
    return {above_1, shifted};
}

inline lanes exp_of(lanes x) {
    const exponential e = expand(x);
    return raise(add(e.above_1, all_of(1.0f)), e.shifted);
}

// tanh |y| = -E / (2 + E), E = exp(-2 |y|) - 1 = 2^n above_1 + (2^n - 1): nothing cancels, however small y is.
inline lanes tanh_of(lanes y) {
    const lanes zero = all_of(0.0f);
    const lanes minus_y = subtract(zero, y);
    const exponential e = expand(greater_of(all_of(least_exponent), multiply(greater_of(y, minus_y), all_of(-2.0f))));
    const lanes power = raise(all_of(1.0f), e.shifted);
    const lanes minus_e = subtract(subtract(all_of(1.0f), power), multiply(power, e.above_1));
    const lanes magnitude = divide(minus_e, subtract(all_of(2.0f), minus_e));
    return subtract(unless_less(y, zero, magnitude), unless_less(minus_y, zero, magnitude));
}

inline float total_of(const lanes & v) {
    float values[n_lanes];
    store(values, v);
    ROPEWALK_UNROLL
    for (int half = n_lanes / 2; half > 0; half /= 2) {
        ROPEWALK_UNROLL
        for (int i = 0; i < half; i++) {
            values[i] += values[i + half];
        }
    }
    return values[0];
}

// The last numbers of a row, fewer than a vector holds; what is missing is minus infinity, whose exponential is 0.
inline lanes load_last(const float * row, size_t n) {
    float values[n_lanes];
    for (int i = 0; i < n_lanes; i++) {
        values[i] = size_t(i) < n ? row[i] : -std::numeric_limits<float>::infinity();
    }
    return load(values);
}

inline void store_last(float * row, size_t n, const lanes & v) {
    float values[n_lanes];
    store(values, v);
    std::memcpy(row, values, n * sizeof(float));
}

struct exponential_sums {
    lanes sum = all_of(0.0f);
    lanes weighted = all_of(0.0f);

    // exp(logit - max), 0 below its range; and adds it up.
    lanes take(lanes logits, lanes max) {
        const lanes least = all_of(least_exponent);
        const lanes x = subtract(logits, max);
        const lanes clamped = greater_of(least, x);
        const lanes e = unless_less(x, least, exp_of(clamped));
        sum = add(sum, e);
        weighted = multiply_add(e, clamped, weighted); // e is 0 where x was clamped, from minus infinity too
        return e;
    }
};

// Sums run in blocks of floats that are added up in double: the relative error stays below 1e-6 at any row length.
constexpr size_t sum_block = 512;

row_statistics exponentiate(float * row, size_t n, float max) {
    row_statistics result{max, 0.0, 0.0};
    const lanes all_max = all_of(max);
    for (size_t start = 0; start < n; start += sum_block) {
        const size_t end = start + sum_block < n ? start + sum_block : n;
        exponential_sums sums;
        size_t k = start;
        for (; k + n_lanes <= end; k += n_lanes) {
            store(row + k, sums.take(load(row + k), all_max));
        }
        if (k < end) {
            store_last(row + k, end - k, sums.take(load_last(row + k, end - k), all_max));
        }
        result.sum += total_of(sums.sum);
        result.weighted_sum += total_of(sums.weighted);
    }
    return result;
}

void soft_cap(float * row, size_t n, float cap) {
    const lanes all_cap = all_of(cap);
    size_t k = 0;
    for (; k + n_lanes <= n; k += n_lanes) {
        store(row + k, multiply(all_cap, tanh_of(divide(load(row + k), all_cap))));
    }
    if (k < n) {
        store_last(row + k, n - k, multiply(all_cap, tanh_of(divide(load_last(row + k, n - k), all_cap))));
    }
}

double sum(const float * row, size_t n) {
    double total = 0.0;
    for (size_t k = 0; k < n;) {
        const size_t end = n - k < sum_block ? n : k + sum_block;
        lanes parts[4] = {all_of(0.0f), all_of(0.0f), all_of(0.0f), all_of(0.0f)};
        for (; k + 4 * n_lanes <= end; k += 4 * n_lanes) {
            ROPEWALK_UNROLL
            for (int v = 0; v < 4; v++) {
                parts[v] = add(parts[v], load(row + k + v * n_lanes));
            }
        }
        for (; k + n_lanes <= end; k += n_lanes) {
            parts[0] = add(parts[0], load(row + k));
        }
        float part = total_of(add(add(parts[0], parts[1]), add(parts[2], parts[3])));
        for (; k < end; k++) {
            part += row[k];
        }
        total += part;
    }
    return total;
}

void column_sums(const float * rows, size_t stride, int n_rows, const float * scales, size_t n, float * sums, float * maxima) {
    size_t k = 0;
    for (; k + n_lanes <= n; k += n_lanes) {
        lanes sum = multiply(load(rows + k), all_of(scales[0]));
        lanes greatest = sum;
        for (int i = 1; i < n_rows; i++) {
            const lanes p = multiply(load(rows + i * stride + k), all_of(scales[i]));
            sum = add(sum, p);
            greatest = greater_of(greatest, p);
        }
        store(sums + k, sum);
        store(maxima + k, greatest);
    }
    for (; k < n; k++) {
        sums[k] = maxima[k] = rows[k] * scales[0];
        for (int i = 1; i < n_rows; i++) {
            const float p = rows[i * stride + k] * scales[i];
            sums[k] += p;
            maxima[k] = maxima[k] > p ? maxima[k] : p;
        }
    }
}

double log_sum_exp(const float * logits, size_t n) {
    const float max = row_max(logits, n);
    const lanes all_max = all_of(max);
    double total = 0.0;
    for (size_t start = 0; start < n; start += sum_block) {
        const size_t end = start + sum_block < n ? start + sum_block : n;
        exponential_sums sums;
        size_t k = start;
        for (; k + n_lanes <= end; k += n_lanes) {
            sums.take(load(logits + k), all_max);
        }
        if (k < end) {
            sums.take(load_last(logits + k, end - k), all_max);
        }
        total += total_of(sums.sum);
    }
    return double(max) + std::log(total);
}

} // namespace

extern const row_kernels ROPEWALK_KERNELS;
const row_kernels ROPEWALK_KERNELS = {
    ROPEWALK_INSTRUCTIONS, tile_scores, half_tile, float_tile, row_max, exponentiate, soft_cap, sum, column_sums, log_sum_exp,
};

} // namespace ropewalk
