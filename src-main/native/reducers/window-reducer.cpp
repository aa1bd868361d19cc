#include "window-reducer.h"

#include <algorithm>

namespace ropewalk {

window_reducer::window_reducer(const observation_request & request)
    : layer(request.window_layer), heads(request.window_heads.begin(), request.window_heads.end()),
      window_queries(request.window_queries), window_keys(request.window_keys) {
    weights.assign(heads.size() * size_t(window_queries.end - window_queries.first) * size_t(window_keys.end - window_keys.first), 0.0f);
}

void window_reducer::rows(const row_block & block, int) {
    const auto found = std::find(heads.begin(), heads.end(), block.head);
    if (block.layer != layer || found == heads.end()) {
        return;
    }
    const size_t n_queries = size_t(window_queries.end - window_queries.first);
    const size_t n_keys = size_t(window_keys.end - window_keys.first);
    for (int i = 0; i < block.n_rows; i++) {
        const int query = block.first_query + i;
        if (query < window_queries.first || query >= window_queries.end) {
            continue;
        }
        float * out = weights.data() + (size_t(found - heads.begin()) * n_queries + size_t(query - window_queries.first)) * n_keys;
        const int from = std::max(window_keys.first, block.visible[i].first);
        const int to = std::min(window_keys.end, block.visible[i].end);
        for (int key = from; key < to; key++) {
            out[key - window_keys.first] = block.weight(i, key);
        }
    }
}

void window_reducer::finish(observation & result) {
    result.has_window = true;
    result.window_layer = layer;
    result.window_heads = heads;
    result.window_queries = window_queries;
    result.window_keys = window_keys;
    result.window = std::move(weights);
}

} // namespace ropewalk
