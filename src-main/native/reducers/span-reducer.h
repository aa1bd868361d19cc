#pragma once

#include "query-series.h"
#include "row-reducer.h"

namespace ropewalk {

// Mass on given key spans, e.g. the needle: mean over queries and, if asked for, of every query.
class span_reducer : public row_reducer {
public:
    // n_most_queries: 0 where single queries are not asked for.
    span_reducer(const observed_shape & shape, std::vector<position_span> spans, int n_most_queries);

    void queries(int first, int end) override;
    void rows(const row_block & block, int thread) override;
    void finish(observation & result) override;

private:
    observed_shape shape;
    std::vector<position_span> spans;
    bool per_query;
    int first_query = 0;
    size_t first_index = 0;
    size_t n_queries = 0;
    std::vector<double> sums; // [L, H, S]
    query_series query_mass;  // [L, H, Q, S]
};

} // namespace ropewalk
