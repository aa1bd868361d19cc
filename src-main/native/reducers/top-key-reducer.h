#pragma once

#include "row-reducer.h"

#include <deque>

namespace ropewalk {

// The k largest keys, by falling weight, of each of the last T observed queries; equal weights by rising position.
class top_key_reducer : public row_reducer {
public:
    // end_query: end of the observed queries where it is known, so that earlier ones need not be looked at; else 0.
    top_key_reducer(const observed_shape & shape, int count, int n_kept, int end_query);

    void queries(int first, int end) override;
    void rows(const row_block & block, int thread) override;
    void finish(observation & result) override;

private:
    struct kept_query {
        int position;
        std::vector<int32_t> keys;  // [L, H, k]
        std::vector<float> weights; // [L, H, k]
    };

    observed_shape shape;
    int count;
    int n_kept;
    int end_query;
    std::deque<kept_query> kept;
};

} // namespace ropewalk
