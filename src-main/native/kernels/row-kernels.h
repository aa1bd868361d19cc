// The arithmetic of attention rows, compiled once per instruction set and chosen at run time.
//
//   d   channels of a head          T   keys of a tile (tile_keys)
//   b   queries of a block, <= max_block_queries
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ropewalk {

constexpr int tile_keys = 32;
constexpr int max_block_queries = 8;
constexpr int max_head_dims = 1024;

struct row_statistics {
    float max;           // largest logit
    double sum;          // Z = sum exp(logit - max)
    double weighted_sum; // sum exp(logit - max) * (logit - max)
};

struct row_kernels {
    const char * instructions;

    // out[i * stride + t] = q_i . k_t for b queries [b, d] and one transposed tile [d, T].
    void (*tile_scores)(const float * queries, int n_queries, const float * tile, int n_dims, float * out, size_t stride);

    // Halves of T keys, `row_bytes` apart [T, d], to a transposed tile [d, T]; keys from n_keys on become 0.
    void (*half_tile)(const char * keys, size_t row_bytes, int n_keys, int n_dims, float * tile);

    // The same from floats.
    void (*float_tile)(const float * keys, size_t row_floats, int n_keys, int n_dims, float * tile);

    // Largest value of row[0 .. n).
    float (*row_max)(const float * row, size_t n);

    // Replaces logits by exp(logit - max) and returns their sums.
    row_statistics (*exponentiate)(float * row, size_t n, float max);

    // row = cap * tanh(row / cap)
    void (*soft_cap)(float * row, size_t n, float cap);

    double (*sum)(const float * row, size_t n);

    // sums[k] = sum_i scale_i * rows[i * stride + k], maxima[k] = max_i of the same terms; k in 0 .. n - 1.
    void (*column_sums)(const float * rows, size_t stride, int n_rows, const float * scales, size_t n, float * sums, float * maxima);

    // log(sum exp(logits)), in nats.
    double (*log_sum_exp)(const float * logits, size_t n);
};

// The kernels that this processor can run and this build has, fastest first.
std::vector<const row_kernels *> available_row_kernels();

// The first of them, or those that the environment variable ROPEWALK_KERNELS names, read once (benchmarks, tests); throws
// `input.invalid` where it names none of them.
const row_kernels & choose_row_kernels();

} // namespace ropewalk
