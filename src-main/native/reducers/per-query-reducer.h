#pragma once

#include "query-series.h"
#include "row-reducer.h"

namespace ropewalk {

// Entropy and first-token mass of every observed query, and the entropy of the mean row over layers and heads
// (aggregation B of docs/glossary.md), which is kept while at most `max_mean_rows` queries are observed.
class per_query_reducer : public row_reducer {
public:
    per_query_reducer(const observed_shape & shape, int n_most_queries);

    void queries(int first, int end) override;
    void rows(const row_block & block, int thread) override;
    void queries_done() override;
    void finish(observation & result) override;

private:
    static constexpr int max_mean_rows = 64;

    observed_shape shape;
    int first_query = 0; // of the announced queries
    int end_query = 0;
    size_t first_index = 0; // of first_query among all observed queries
    size_t n_queries = 0;
    bool keeps_mean_rows = true;
    query_series entropy;                       // [L, H, Q]
    query_series first_token;                   // [L, H, Q]
    std::vector<std::vector<double>> mean_rows; // per thread [announced queries, keys]
    std::vector<double> mean_row_entropy;       // [Q]
};

} // namespace ropewalk
