#include "region-reducer.h"

#include "equal-edges.h"

#include <limits>
#include <numeric>

namespace ropewalk {

namespace {

std::vector<int32_t> all_of(int n) {
    std::vector<int32_t> indices(static_cast<size_t>(n));
    std::iota(indices.begin(), indices.end(), 0);
    return indices;
}

// The part that holds a position; `edges.size() - 1` and beyond outside of them.
size_t part_of(const std::vector<int32_t> & edges, int position) {
    return size_t(std::upper_bound(edges.begin(), edges.end(), position) - edges.begin()) - 1;
}

} // namespace

region_reducer::region_reducer(const observation_request & request, const observed_shape & shape)
    : layers(request.region_layer < 0 ? all_of(shape.n_layers) : std::vector<int32_t>{request.region_layer}),
      heads(request.region_heads.empty() ? all_of(shape.n_heads)
                                         : std::vector<int32_t>(request.region_heads.begin(), request.region_heads.end())),
      query_edges(equal_edges(request.region_queries.first, request.region_queries.end, request.region_rows)),
      key_edges(equal_edges(request.region_keys.first, request.region_keys.end, request.region_columns)) {
    tiles.resize(layers.size() * heads.size() * (query_edges.size() - 1) * (key_edges.size() - 1));
}

region_reducer::tile * region_reducer::tiles_of(int layer, int head) {
    const auto found_layer = std::find(layers.begin(), layers.end(), layer);
    const auto found_head = std::find(heads.begin(), heads.end(), head);
    if (found_layer == layers.end() || found_head == heads.end()) {
        return nullptr;
    }
    const size_t index = size_t(found_layer - layers.begin()) * heads.size() + size_t(found_head - heads.begin());
    return tiles.data() + index * (query_edges.size() - 1) * (key_edges.size() - 1);
}

void region_reducer::rows(const row_block & block, int) {
    tile * const of_head = tiles_of(block.layer, block.head);
    if (!of_head) {
        return;
    }
    const size_t n_columns = key_edges.size() - 1;
    for (int i = 0; i < block.n_rows; i++) {
        const int query = block.first_query + i;
        const int first_key = std::max(key_edges.front(), block.visible[i].first);
        const int end_key = std::min(key_edges.back(), block.visible[i].end);
        if (query < query_edges.front() || query >= query_edges.back() || first_key >= end_key) {
            continue;
        }
        tile * const row = of_head + part_of(query_edges, query) * n_columns;
        const float * const weights = block.row(i);
        for (size_t c = part_of(key_edges, first_key); c < n_columns && key_edges[c] < end_key; c++) {
            const int from = std::max(key_edges[c], first_key);
            const size_t n_keys = size_t(std::min(key_edges[c + 1], end_key) - from);
            const float * const cells = weights + (from - block.first_key);
            row[c].sum += block.kernels->sum(cells, n_keys) * block.scale[i];
            row[c].largest = std::max(row[c].largest, block.kernels->row_max(cells, n_keys) * block.scale[i]);
            row[c].n_visible += int64_t(n_keys);
        }
    }
}

void region_reducer::finish(observation & result) {
    const float undefined = std::numeric_limits<float>::quiet_NaN();
    result.region_layers = layers;
    result.region_heads = heads;
    result.region_query_edges = query_edges;
    result.region_key_edges = key_edges;
    result.region_mean.reserve(tiles.size());
    result.region_max.reserve(tiles.size());
    for (const tile & t : tiles) {
        result.region_mean.push_back(t.n_visible ? float(t.sum / double(t.n_visible)) : undefined);
        result.region_max.push_back(t.n_visible ? t.largest : undefined);
    }
}

} // namespace ropewalk
