#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace ropewalk {

// first .. end in at most n parts whose sizes differ by one at most [parts + 1].
inline std::vector<int32_t> equal_edges(int first, int end, int n) {
    const int n_parts = std::max(1, std::min(n, end - first));
    std::vector<int32_t> edges(size_t(n_parts) + 1);
    for (int i = 0; i <= n_parts; i++) {
        edges[size_t(i)] = first + int32_t(int64_t(end - first) * i / n_parts);
    }
    return edges;
}

} // namespace ropewalk
