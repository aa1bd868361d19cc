#pragma once

#include "row-reducer.h"

namespace ropewalk {

// Mean attention by absolute key position, in equal bins over the sequence.
class key_position_reducer : public row_reducer {
public:
    key_position_reducer(const observed_shape & shape, int n_bins);

    void queries(int first, int end) override;
    void rows(const row_block & block, int thread) override;
    bool wants_columns() const override { return true; }
    void finish(observation & result) override;

private:
    observed_shape shape;
    int64_t n_queries = 0;
    std::vector<int32_t> edges; // [B + 1]
    std::vector<double> mass;   // [L, H, B]
};

} // namespace ropewalk
