#include "key-position-reducer.h"

#include "equal-edges.h"

namespace ropewalk {

key_position_reducer::key_position_reducer(const observed_shape & shape, int n_bins)
    : shape(shape), edges(equal_edges(0, shape.n_tokens, n_bins)) {
    mass.assign(shape.heads() * (edges.size() - 1), 0.0);
}

void key_position_reducer::queries(int first, int end) { n_queries += end - first; }

void key_position_reducer::rows(const row_block & block, int) {
    const size_t n_bins = edges.size() - 1;
    double * bins = mass.data() + shape.index(block.layer, block.head) * n_bins;
    for (size_t b = 0; b < n_bins; b++) {
        const int from = std::max(edges[b], block.first_key);
        const int to = std::min(edges[b + 1], block.end_key);
        if (to > from) {
            bins[b] += block.kernels->sum(block.column_sums + (from - block.first_key), size_t(to - from));
        }
    }
}

void key_position_reducer::finish(observation & result) {
    for (double & m : mass) {
        m /= double(n_queries);
    }
    result.key_position_edges = edges;
    result.key_position_mass = std::move(mass);
}

} // namespace ropewalk
