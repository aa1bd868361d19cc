#include "distance-reducer.h"

#include <algorithm>
#include <cmath>

namespace ropewalk {

distance_reducer::distance_reducer(const observed_shape & shape) : shape(shape), heads(shape.heads()) {
    edges = {0, 1};
    while (edges.back() < shape.n_tokens) {
        edges.push_back(edges.back() * 2);
    }
    n_bins = int(edges.size()) - 1;
    mass.assign(shape.heads() * n_bins, 0.0);
    visible.assign(n_bins, 0.0);
}

void distance_reducer::queries(int first, int end) { n_queries += end - first; }

void distance_reducer::rows(const row_block & block, int) {
    const size_t index = shape.index(block.layer, block.head);
    double * bins = mass.data() + index * n_bins;
    head_sums & head = heads[index];
    for (int i = 0; i < block.n_rows; i++) {
        const int query = block.first_query + i;
        double total = 0.0;
        for (int b = 0; b < n_bins && edges[b] <= query - block.visible[i].first; b++) {
            const int first = query - edges[b + 1] + 1;
            const int end = query - edges[b] + 1;
            const double in_bin = block.mass(i, first, end);
            bins[b] += in_bin;
            total += in_bin;
            if (index == 0) {
                visible[b] += end - std::max(first, block.visible[i].first);
            }
        }
        head.row_sum_error = std::max(head.row_sum_error, std::abs(total - 1.0));
        head.first_token += block.mass(i, 0, 1);
        head.sink += block.mass(i, 0, sink_keys);
    }
}

void distance_reducer::finish(observation & result) {
    const double n = double(n_queries);
    for (size_t h = 0; h < heads.size(); h++) {
        double * bins = mass.data() + h * n_bins;
        double local = 0.0;
        for (int b = 0; b < n_bins; b++) {
            bins[b] /= n;
            local += b < local_bins ? bins[b] : 0.0;
        }
        result.first_token_mass.push_back(heads[h].first_token / n);
        result.sink_mass.push_back(heads[h].sink / n);
        result.local_mass.push_back(local);
        result.row_sum_error = std::max(result.row_sum_error, heads[h].row_sum_error);
    }
    for (double & keys : visible) {
        keys /= n;
    }
    result.distance_edges = edges;
    result.distance_mass = std::move(mass);
    result.distance_visible = std::move(visible);
}

} // namespace ropewalk
