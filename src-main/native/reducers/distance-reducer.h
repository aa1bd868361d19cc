#pragma once

#include "row-reducer.h"

namespace ropewalk {

// Mass by distance in bins with edges 0, 1, 2, 4, 8, ...; the local mass (last 64 keys) is the sum of the first bins, the mass
// of the first keys is read on the way, and the bins' total is held against 1.
class distance_reducer : public row_reducer {
public:
    explicit distance_reducer(const observed_shape & shape);

    void queries(int first, int end) override;
    void rows(const row_block & block, int thread) override;
    void finish(observation & result) override;

private:
    static constexpr int sink_keys = 4;
    static constexpr int local_bins = 7; // edges 0 .. 64

    struct head_sums {
        double first_token = 0.0;
        double sink = 0.0;
        double row_sum_error = 0.0;
    };

    observed_shape shape;
    int n_bins;
    int64_t n_queries = 0;
    std::vector<int32_t> edges;    // [B + 1]
    std::vector<double> mass;      // [L, H, B]
    std::vector<double> visible;   // [B], of layer 0 head 0
    std::vector<head_sums> heads;  // [L, H]
};

} // namespace ropewalk
