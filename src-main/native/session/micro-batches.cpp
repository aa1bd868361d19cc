#include "micro-batches.h"

#include <algorithm>

namespace ropewalk {

namespace {

// Queries of a tile of ggml's flash attention (ggml/src/ggml-cpu/common.h, `ggml_fa_tile_config`).
constexpr int tile_queries = 64;

// Full micro-batches; where the last would be short, the one before it is shorter by the least.
void add_full_first(int first, int end, int n_most, int n_least, std::vector<int> & ends) {
    int at = first;
    while (end - at > n_most) {
        at += end - at - n_most >= n_least ? n_most : n_most - n_least;
        ends.push_back(at);
    }
    ends.push_back(end);
}

// The other way round: full micro-batches last. A tile that is not full costs as much as a full one, and least where few keys
// are before it.
void add_full_last(int first, int end, int n_most, int n_least, std::vector<int> & ends) {
    std::vector<int> lengths;
    add_full_first(0, end - first, n_most, n_least, lengths);
    for (size_t i = lengths.size() - 1; i > 0; i--) {
        ends.push_back(end - lengths[i - 1]);
    }
    ends.push_back(end);
}

} // namespace

std::vector<int> plan_micro_batches(int n_tokens, const std::vector<int> & reuse_points, int n_most) {
    const int n_least = std::min(tile_queries, (n_most + 1) / 2);
    std::vector<int> bounds{0};
    for (const int point : reuse_points) {
        const int bound = std::min(point, n_tokens - n_least);
        if (bound - bounds.back() >= n_least) {
            bounds.push_back(bound);
        }
    }
    bounds.push_back(n_tokens);
    std::vector<int> ends;
    for (size_t i = 1; i < bounds.size(); i++) {
        const auto add = i == 1 ? add_full_first : add_full_last;
        add(bounds[i - 1], bounds[i], n_most, n_least, ends);
    }
    return ends;
}

void cached_sequence::append(const llama_token * micro_batch, int n) {
    const bool follows_whole_ones = size() == (ends.empty() ? 0 : ends.back());
    tokens.insert(tokens.end(), micro_batch, micro_batch + n);
    if (follows_whole_ones) {
        ends.push_back(size());
    }
}

void cached_sequence::truncate(int n_tokens) {
    tokens.resize(size_t(n_tokens));
    while (!ends.empty() && ends.back() > n_tokens) {
        ends.pop_back();
    }
}

int cached_sequence::count_common(const std::vector<llama_token> & sequence, const std::vector<int> & planned_ends, int limit) const {
    int n_common = 0;
    for (size_t i = 0; i < std::min(ends.size(), planned_ends.size()); i++) {
        const int end = planned_ends[i];
        if (ends[i] != end || end > limit || !std::equal(sequence.begin() + n_common, sequence.begin() + end, tokens.begin() + n_common)) {
            break;
        }
        n_common = end;
    }
    return n_common;
}

} // namespace ropewalk
