#include "entropy-reducer.h"

#include <cmath>
#include <limits>

namespace ropewalk {

entropy_reducer::entropy_reducer(const observed_shape & shape) : shape(shape), sums(shape.heads()) {}

void entropy_reducer::queries(int first, int end) {
    for (int q = first; q < end; q++) {
        positions.push_back(q);
    }
}

void entropy_reducer::rows(const row_block & block, int) {
    head_sums & head = sums[shape.index(block.layer, block.head)];
    for (int i = 0; i < block.n_rows; i++) {
        const double entropy = block.entropy_nats[i];
        const int n_keys = block.visible[i].count();
        head.entropy += entropy;
        head.last = entropy;
        head.learned_sink += block.sink_mass[i];
        if (n_keys > 1) {
            head.normalized += entropy / std::log(double(n_keys));
            head.n_normalized++;
        }
    }
}

void entropy_reducer::finish(observation & result) {
    const double n_queries = double(positions.size());
    double learned_sink = 0.0;
    for (const head_sums & head : sums) {
        result.mean_entropy.push_back(head.entropy / n_queries);
        result.mean_normalized_entropy.push_back(head.n_normalized ? head.normalized / double(head.n_normalized)
                                                                   : std::numeric_limits<double>::quiet_NaN());
        result.last_query_entropy.push_back(head.last);
        learned_sink += head.learned_sink;
    }
    result.learned_sink_mass = learned_sink / (n_queries * double(sums.size()));
    result.query_positions = positions;
}

} // namespace ropewalk
