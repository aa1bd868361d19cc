#include "top-key-reducer.h"

#include <algorithm>

namespace ropewalk {

top_key_reducer::top_key_reducer(const observed_shape & shape, int count, int n_kept, int end_query)
    : shape(shape), count(count), n_kept(n_kept), end_query(end_query) {}

void top_key_reducer::queries(int first, int end) {
    for (int q = std::max({first, end - n_kept, end_query - n_kept}); q < end; q++) {
        kept.push_back({q, std::vector<int32_t>(shape.heads() * count, -1), std::vector<float>(shape.heads() * count, 0.0f)});
    }
    while (kept.size() > size_t(n_kept)) {
        kept.pop_front();
    }
}

void top_key_reducer::rows(const row_block & block, int) {
    const size_t head = shape.index(block.layer, block.head);
    for (int i = 0; i < block.n_rows; i++) {
        const int query = block.first_query + i;
        if (kept.empty() || query < kept.front().position || query > kept.back().position) {
            continue;
        }
        kept_query & target = kept[size_t(query - kept.front().position)];
        int32_t * keys = target.keys.data() + head * count;
        float * weights = target.weights.data() + head * count;
        int n_found = 0;
        const float scale = block.scale[i];
        const float * row = block.row(i);
        float least = -1.0f; // of the keys found, once there are enough
        for (int key = block.visible[i].first; key < block.visible[i].end; key++) {
            const float weight = row[key - block.first_key] * scale;
            if (weight <= least) {
                continue;
            }
            int at = n_found < count ? n_found++ : count - 1;
            for (; at > 0 && weights[at - 1] < weight; at--) {
                weights[at] = weights[at - 1];
                keys[at] = keys[at - 1];
            }
            weights[at] = weight;
            keys[at] = key;
            least = n_found == count ? weights[count - 1] : -1.0f;
        }
    }
}

void top_key_reducer::finish(observation & result) {
    result.top_count = count;
    for (const kept_query & query : kept) {
        result.top_query_positions.push_back(query.position);
    }
    for (size_t head = 0; head < shape.heads(); head++) {
        for (const kept_query & query : kept) {
            const auto from = ptrdiff_t(head * count);
            result.top_keys.insert(result.top_keys.end(), query.keys.begin() + from, query.keys.begin() + from + count);
            result.top_weights.insert(result.top_weights.end(), query.weights.begin() + from, query.weights.begin() + from + count);
        }
    }
}

} // namespace ropewalk
