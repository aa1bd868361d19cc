#include "visible-keys.h"

#include "../llama/failure.h"
#include "tensor-view.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace ropewalk {

namespace {

// Zero of either sign; everything else hides a key or biases it.
template <typename bits_type> bool is_visible(bits_type cell) { return bits_type(cell << 1) == 0; }

template <typename bits_type> constexpr bits_type hidden = sizeof(bits_type) == 2 ? bits_type(0xfc00u) : bits_type(0xff800000u); // -inf

template <typename bits_type> bool is_hidden(bits_type cell) { return cell == hidden<bits_type>; }

// The first cell from k on for which `is_so` is false. Runs of `usual`, of which `is_so` is true, are passed eight bytes at a time.
template <typename bits_type> int end_of_run(const char * row, int k, int n_kv, bits_type usual, bool (*is_so)(bits_type)) {
    constexpr int n_cells = int(sizeof(uint64_t) / sizeof(bits_type));
    bits_type usual_cells[n_cells];
    std::fill_n(usual_cells, n_cells, usual);
    while (k + n_cells <= n_kv && std::memcmp(row + size_t(k) * sizeof(bits_type), usual_cells, sizeof(usual_cells)) == 0) {
        k += n_cells;
    }
    for (bits_type cell; k < n_kv; k++) {
        std::memcpy(&cell, row + size_t(k) * sizeof(bits_type), sizeof(cell));
        if (!is_so(cell)) {
            break;
        }
    }
    return k;
}

template <typename bits_type> key_range range_of_row(const char * row, int n_kv) {
    key_range range;
    range.first = end_of_run<bits_type>(row, 0, n_kv, hidden<bits_type>, is_hidden<bits_type>);
    range.end = end_of_run<bits_type>(row, range.first, n_kv, bits_type(0), is_visible<bits_type>);
    const int k = end_of_run<bits_type>(row, range.end, n_kv, hidden<bits_type>, is_hidden<bits_type>);
    if (k != n_kv || range.count() == 0) {
        throw failure("observation.unsupported", "The attention mask is not one range of visible keys, or biases them. Expected "
                                                 "causal or sliding-window attention. This architecture cannot be observed.");
    }
    return range;
}

} // namespace

std::vector<key_range> visible_keys(const ggml_tensor * mask, int n_rows) {
    if (!mask || (mask->type != GGML_TYPE_F16 && mask->type != GGML_TYPE_F32)) {
        throw failure("observation.unsupported", "Attention without a causal mask. Expected one. This architecture cannot be observed.");
    }
    const tensor_view view(mask);
    const int n_kv = int(mask->ne[0]);
    std::vector<key_range> ranges;
    for (int row = 0; row < n_rows; row++) {
        ranges.push_back(mask->type == GGML_TYPE_F16 ? range_of_row<uint16_t>(view.at(row, 0), n_kv)
                                                     : range_of_row<uint32_t>(view.at(row, 0), n_kv));
    }
    return ranges;
}

} // namespace ropewalk
