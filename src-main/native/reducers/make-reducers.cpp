#include "distance-reducer.h"
#include "entropy-reducer.h"
#include "key-position-reducer.h"
#include "per-query-reducer.h"
#include "pooled-map-reducer.h"
#include "region-reducer.h"
#include "span-reducer.h"
#include "top-key-reducer.h"
#include "window-reducer.h"

namespace ropewalk {

std::vector<std::unique_ptr<row_reducer>> make_reducers(const observation_request & request, const observed_shape & shape) {
    std::vector<std::unique_ptr<row_reducer>> reducers;
    const int n_most_queries = request.queries.end - request.queries.first;
    reducers.push_back(std::make_unique<entropy_reducer>(shape));
    reducers.push_back(std::make_unique<distance_reducer>(shape));
    if (request.per_query) {
        reducers.push_back(std::make_unique<per_query_reducer>(shape, n_most_queries));
    }
    if (!request.key_spans.empty()) {
        reducers.push_back(std::make_unique<span_reducer>(shape, request.key_spans, request.per_query ? n_most_queries : 0));
    }
    if (request.top_count > 0) {
        const int known_end = request.open_ended ? 0 : request.queries.end;
        reducers.push_back(std::make_unique<top_key_reducer>(shape, request.top_count, request.top_queries, known_end));
    }
    if (request.key_position_bins > 0) {
        reducers.push_back(std::make_unique<key_position_reducer>(shape, request.key_position_bins));
    }
    if (request.map_rows > 0 && request.map_columns > 0) {
        reducers.push_back(std::make_unique<pooled_map_reducer>(shape, request.queries, request.map_rows, request.map_columns));
    }
    if (request.wants_window) {
        reducers.push_back(std::make_unique<window_reducer>(request));
    }
    if (request.wants_region) {
        reducers.push_back(std::make_unique<region_reducer>(request, shape));
    }
    return reducers;
}

} // namespace ropewalk
