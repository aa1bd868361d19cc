#include "pooled-map-reducer.h"

#include "equal-edges.h"
#include "half-float.h"

#include <limits>

namespace ropewalk {

pooled_map_reducer::pooled_map_reducer(const observed_shape & shape, position_span queries, int n_rows, int n_columns)
    : shape(shape), query_edges(equal_edges(queries.first, queries.end, n_rows)), key_edges(equal_edges(0, queries.end, n_columns)) {
    const size_t n_tiles = shape.heads() * (key_edges.size() - 1);
    sums.assign(n_tiles, 0.0);
    maxima.assign(n_tiles, 0.0f);
    n_visible.assign(n_tiles, 0);
    mean.assign(n_tiles * (query_edges.size() - 1), 0);
    max.assign(n_tiles * (query_edges.size() - 1), 0);
}

size_t pooled_map_reducer::tile_row_of(int query) const {
    return size_t(std::upper_bound(query_edges.begin(), query_edges.end(), query) - query_edges.begin()) - 1;
}

int pooled_map_reducer::block_limit(int first_query) const { return query_edges[tile_row_of(first_query) + 1]; }

// Cells of the keys [from, to) that the block's rows see. What the rows see begins and ends later from row to row.
static int64_t count_visible(const row_block & block, int from, int to) {
    if (from >= block.visible[block.n_rows - 1].first && to <= block.visible[0].end) {
        return int64_t(block.n_rows) * (to - from);
    }
    int64_t n_cells = 0;
    for (int i = 0; i < block.n_rows; i++) {
        n_cells += std::max(0, std::min(to, block.visible[i].end) - std::max(from, block.visible[i].first));
    }
    return n_cells;
}

void pooled_map_reducer::rows(const row_block & block, int) {
    const size_t n_columns = key_edges.size() - 1;
    const size_t n_rows = query_edges.size() - 1;
    const size_t head = shape.index(block.layer, block.head);
    double * head_sums = sums.data() + head * n_columns;
    float * head_maxima = maxima.data() + head * n_columns;
    int64_t * head_visible = n_visible.data() + head * n_columns;
    for (size_t c = 0; c < n_columns; c++) {
        const int from = std::max(key_edges[c], block.first_key);
        const int to = std::min(key_edges[c + 1], block.end_key);
        if (to <= from) {
            continue;
        }
        const size_t n_keys = size_t(to - from);
        head_sums[c] += block.kernels->sum(block.column_sums + (from - block.first_key), n_keys);
        head_maxima[c] = std::max(head_maxima[c], block.kernels->row_max(block.column_maxima + (from - block.first_key), n_keys));
        head_visible[c] += count_visible(block, from, to);
    }
    const size_t tile_row = tile_row_of(block.first_query);
    if (block.first_query + block.n_rows < query_edges[tile_row + 1]) {
        return;
    }
    const float undefined = std::numeric_limits<float>::quiet_NaN();
    for (size_t c = 0; c < n_columns; c++) {
        const size_t tile = (head * n_rows + tile_row) * n_columns + c;
        mean[tile] = to_half(head_visible[c] ? float(head_sums[c] / double(head_visible[c])) : undefined);
        max[tile] = to_half(head_visible[c] ? head_maxima[c] : undefined);
        head_sums[c] = 0.0;
        head_maxima[c] = 0.0f;
        head_visible[c] = 0;
    }
}

void pooled_map_reducer::finish(observation & result) {
    result.map_query_edges = query_edges;
    result.map_key_edges = key_edges;
    result.map_mean = std::move(mean);
    result.map_max = std::move(max);
}

} // namespace ropewalk
