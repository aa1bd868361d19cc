// What row sources hand to reducers: complete attention rows of up to eight neighbouring queries of one head.
#pragma once

#include "../kernels/row-kernels.h"

#include <cstddef>

namespace ropewalk {

// Visible keys of a query: [first, end), always containing the query itself.
struct key_range {
    int first = 0;
    int end = 0;

    int count() const { return end - first; }
};

// Row i belongs to the query at position first_query + i and gives key k the attention
//   p_i(k) = weights[i * stride + (k - first_key)] * scale[i]      for k in visible[i]; other stored keys hold 0.
// Rows are normalised over visible keys: sum_k p_i(k) = 1. What a learned sink takes away is in sink_mass.
struct row_block {
    int layer;
    int head;
    int first_query;
    int n_rows;
    int first_key;
    int end_key;
    const float * weights;
    size_t stride;
    key_range visible[max_block_queries];
    float scale[max_block_queries];
    double entropy_nats[max_block_queries];
    double sink_mass[max_block_queries];
    // Sum and largest value of p over the block's rows, for keys first_key .. end_key - 1; null unless a reducer wants them.
    const float * column_sums;
    const float * column_maxima;
    const row_kernels * kernels;

    const float * row(int i) const { return weights + size_t(i) * stride; }

    float weight(int i, int key) const { return row(i)[key - first_key] * scale[i]; }

    // Up to as many keys a plain loop is through before a kernel is entered: most bins by distance are as short.
    static constexpr int few_keys = 8;

    static double sum_of_few(const float * values, int n) {
        double total = 0.0;
        for (int k = 0; k < n; k++) {
            total += values[k];
        }
        return total;
    }

    // Mass of the keys [first, end), clipped to what row i sees.
    double mass(int i, int first, int end) const {
        const int from = first > visible[i].first ? first : visible[i].first;
        const int to = end < visible[i].end ? end : visible[i].end;
        if (to <= from) {
            return 0.0;
        }
        const float * first_weight = row(i) + (from - first_key);
        return (to - from > few_keys ? kernels->sum(first_weight, size_t(to - from)) : sum_of_few(first_weight, to - from)) * scale[i];
    }
};

} // namespace ropewalk
