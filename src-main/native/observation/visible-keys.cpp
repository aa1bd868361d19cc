#include "visible-keys.h"

#include "../llama/failure.h"
#include "tensor-view.h"

#include <cstdint>
#include <cstring>

namespace ropewalk {

namespace {

// Zero of either sign; everything else hides a key or biases it.
template <typename bits_type> bool is_visible(const char * cell) {
    bits_type bits;
    std::memcpy(&bits, cell, sizeof(bits));
    return bits_type(bits << 1) == 0;
}

template <typename bits_type> bool is_hidden(const char * cell) {
    constexpr bits_type minus_infinity = sizeof(bits_type) == 2 ? bits_type(0xfc00u) : bits_type(0xff800000u);
    bits_type bits;
    std::memcpy(&bits, cell, sizeof(bits));
    return bits == minus_infinity;
}

template <typename bits_type> key_range range_of_row(const char * row, int n_kv) {
    key_range range;
    int k = 0;
    while (k < n_kv && is_hidden<bits_type>(row + size_t(k) * sizeof(bits_type))) {
        k++;
    }
    range.first = k;
    while (k < n_kv && is_visible<bits_type>(row + size_t(k) * sizeof(bits_type))) {
        k++;
    }
    range.end = k;
    while (k < n_kv && is_hidden<bits_type>(row + size_t(k) * sizeof(bits_type))) {
        k++;
    }
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
