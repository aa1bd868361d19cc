#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace ropewalk {

// Values of every observed query, [L, H, Q, n_values]: in place from the beginning for as many queries as may come, closed up
// where fewer came, and never held twice.
class query_series {
public:
    query_series(size_t n_heads, size_t n_most_queries, size_t n_values)
        : n_heads(n_heads), n_most(n_most_queries), n_values(n_values), values(n_heads * n_most_queries * n_values, 0.0f) {}

    // query: index among the observed ones.
    float * at(size_t head, size_t query) { return values.data() + (head * n_most + query) * n_values; }

    std::vector<float> take(size_t n_queries) {
        for (size_t head = 1; head < n_heads && n_queries < n_most; head++) {
            std::copy(at(head, 0), at(head, n_queries), values.data() + head * n_queries * n_values);
        }
        values.resize(n_heads * n_queries * n_values);
        return std::move(values);
    }

private:
    size_t n_heads;
    size_t n_most;
    size_t n_values;
    std::vector<float> values;
};

} // namespace ropewalk
