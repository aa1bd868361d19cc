#pragma once

#include "row-reducer.h"

namespace ropewalk {

// Mean entropy H(p), mean H / ln n_q over queries that see at least two keys, and H of the last query.
class entropy_reducer : public row_reducer {
public:
    explicit entropy_reducer(const observed_shape & shape);

    void queries(int first, int end) override;
    void rows(const row_block & block, int thread) override;
    void finish(observation & result) override;

private:
    struct head_sums {
        double entropy = 0.0;
        double normalized = 0.0;
        double last = 0.0;
        double learned_sink = 0.0;
        int64_t n_normalized = 0;
    };

    observed_shape shape;
    std::vector<head_sums> sums; // [L, H]
    std::vector<int32_t> positions;
};

} // namespace ropewalk
