// What both row sources do with a block before the reducers get it.
#pragma once

#include "row-source.h"

#include <algorithm>
#include <vector>

namespace ropewalk {

// First row after `row` at which a new block has to start.
inline int block_end(const observed_rows & rows, int row, const std::vector<std::unique_ptr<row_reducer>> & reducers) {
    const int position = rows.first_position + (row - rows.first_row);
    int end = std::min(rows.end_row, row + max_block_queries);
    for (const auto & reducer : reducers) {
        const int limit = reducer->block_limit(position);
        if (limit - position < end - row) {
            end = row + (limit - position);
        }
    }
    return end;
}

inline bool want_columns(const std::vector<std::unique_ptr<row_reducer>> & reducers) {
    return std::any_of(reducers.begin(), reducers.end(), [](const auto & reducer) { return reducer->wants_columns(); });
}

// Column sums of a block, in buffers that live as long as the thread's work.
class block_columns {
public:
    void attach(row_block & block) {
        const size_t n = size_t(block.end_key - block.first_key);
        sums.resize(n);
        maxima.resize(n);
        block.kernels->column_sums(block.weights, block.stride, block.n_rows, block.scale, n, sums.data(), maxima.data());
        block.column_sums = sums.data();
        block.column_maxima = maxima.data();
    }

private:
    std::vector<float> sums;
    std::vector<float> maxima;
};

} // namespace ropewalk
