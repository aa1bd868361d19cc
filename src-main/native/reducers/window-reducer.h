#pragma once

#include "row-reducer.h"

namespace ropewalk {

// Exact attention of some heads of one layer over a rectangle of queries and keys; 0 where a key is not visible.
class window_reducer : public row_reducer {
public:
    explicit window_reducer(const observation_request & request);

    void rows(const row_block & block, int thread) override;
    void finish(observation & result) override;

private:
    int layer;
    std::vector<int32_t> heads;
    position_span window_queries;
    position_span window_keys;
    std::vector<float> weights; // [head, query, key]
};

} // namespace ropewalk
