#pragma once

#include "row-reducer.h"

namespace ropewalk {

// Attention pooled to R x C tiles of queries x keys: the mean over visible cells and the largest cell, as binary16.
// Only the tile row in work is kept in full precision.
class pooled_map_reducer : public row_reducer {
public:
    pooled_map_reducer(const observed_shape & shape, position_span queries, int n_rows, int n_columns);

    void rows(const row_block & block, int thread) override;
    int block_limit(int first_query) const override;
    bool wants_columns() const override { return true; }
    void finish(observation & result) override;

private:
    size_t tile_row_of(int query) const;

    observed_shape shape;
    std::vector<int32_t> query_edges; // [R + 1]
    std::vector<int32_t> key_edges;   // [C + 1]
    std::vector<double> sums;         // [L, H, C] of the tile row in work
    std::vector<float> maxima;        // [L, H, C]
    std::vector<int64_t> n_visible;   // [L, H, C]
    std::vector<uint16_t> mean;       // [L, H, R, C]
    std::vector<uint16_t> max;        // [L, H, R, C]
};

} // namespace ropewalk
