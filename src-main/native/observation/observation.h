// What is asked of an observer and what it comes to: the C++ side of src-main/contract/observation.ts.
// L layers, H query heads, Q observed queries, row-major [layer, head, query, key].
#pragma once

#include <cstdint>
#include <vector>

namespace ropewalk {

struct position_span {
    int first = 0;
    int end = 0;
};

struct observation_request {
    // Observed queries: positions [first, end). While generating, `end` is only an upper bound.
    position_span queries;
    bool open_ended = false;
    bool softmax_rows = false;
    bool per_query = false;
    std::vector<position_span> key_spans;
    int top_count = 0;
    int top_queries = 0;
    int key_position_bins = 0;
    int map_rows = 0;
    int map_columns = 0;
    bool wants_window = false;
    int window_layer = 0;
    std::vector<int> window_heads;
    position_span window_queries;
    position_span window_keys;
    bool wants_region = false;
    int region_layer = -1; // -1: every layer
    std::vector<int> region_heads;
    position_span region_queries;
    position_span region_keys;
    int region_rows = 0;
    int region_columns = 0;
};

struct observation {
    bool softmax_rows = false;
    int n_layers = 0;
    int n_heads = 0;
    std::vector<int32_t> query_positions; // [Q]
    double row_sum_error = 0.0;
    double learned_sink_mass = 0.0;
    std::vector<double> mean_entropy;             // [L, H]
    std::vector<double> mean_normalized_entropy;  // [L, H]
    std::vector<double> last_query_entropy;       // [L, H]
    std::vector<double> first_token_mass;         // [L, H]
    std::vector<double> sink_mass;                // [L, H]
    std::vector<double> local_mass;               // [L, H]
    std::vector<int32_t> distance_edges;          // [B + 1]
    std::vector<double> distance_mass;            // [L, H, B]
    std::vector<double> distance_visible;         // [B]

    bool has_per_query = false;
    std::vector<float> query_entropy;     // [L, H, Q]
    std::vector<float> query_first_token; // [L, H, Q]
    std::vector<double> mean_row_entropy; // [Q], or empty

    std::vector<position_span> spans;
    std::vector<double> span_mass;       // [L, H, S]
    std::vector<float> query_span_mass;  // [L, H, Q, S]

    int top_count = 0;
    std::vector<int32_t> top_query_positions; // [T]
    std::vector<int32_t> top_keys;            // [L, H, T, k]
    std::vector<float> top_weights;           // [L, H, T, k]

    std::vector<int32_t> key_position_edges; // [B + 1]
    std::vector<double> key_position_mass;   // [L, H, B]

    std::vector<int32_t> map_query_edges; // [R + 1]
    std::vector<int32_t> map_key_edges;   // [C + 1]
    std::vector<uint16_t> map_mean;       // [L, H, R, C] binary16
    std::vector<uint16_t> map_max;        // [L, H, R, C] binary16

    bool has_window = false;
    int window_layer = 0;
    std::vector<int32_t> window_heads;
    position_span window_queries;
    position_span window_keys;
    std::vector<float> window; // [head, query, key]

    std::vector<int32_t> region_layers;
    std::vector<int32_t> region_heads;
    std::vector<int32_t> region_query_edges; // [R + 1]
    std::vector<int32_t> region_key_edges;   // [C + 1]
    std::vector<float> region_mean;          // [layer, head, R, C]
    std::vector<float> region_max;           // [layer, head, R, C]
};

} // namespace ropewalk
