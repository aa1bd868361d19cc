#include "attention-observer.h"

#include "../llama/failure.h"
#include "visible-keys.h"

#include <algorithm>
#include <string>

namespace ropewalk {

attention_observer::attention_observer(const observation_request & request, const observed_shape & shape, thread_pool & pool)
    : request(request), shape(shape), pool(pool),
      source(request.softmax_rows ? make_softmax_rows(choose_row_kernels()) : make_flash_rows(choose_row_kernels())),
      reducers(make_reducers(request, shape)) {}

void attention_observer::begin_micro_batch(int first, int end) {
    first_position = first;
    n_rows = end - first;
    first_row = std::clamp(request.queries.first - first, 0, n_rows);
    end_row = std::clamp(request.queries.end - first, 0, n_rows);
    layers_seen.assign(size_t(shape.n_layers), false);
    ranges.clear();
    if (observes_rows()) {
        for (const auto & reducer : reducers) {
            reducer->queries(first + first_row, first + end_row);
        }
    }
}

bool attention_observer::wants(const ggml_tensor * node) const { return observes_rows() && source->reads(node); }

void attention_observer::read(const ggml_tensor * node, int layer) {
    const bool is_new = layer >= 0 && layer < shape.n_layers && !layers_seen[size_t(layer)];
    if (!is_new || source->heads_of(node) != shape.n_heads) {
        throw failure("observation.unsupported", "Unexpected attention node: " + std::string(node->name) + " in layer " + std::to_string(layer) + ". Expected " +
                                                     std::to_string(shape.n_layers) + " layers of " + std::to_string(shape.n_heads) +
                                                     " heads. This architecture cannot be observed.");
    }
    const observed_rows rows{layer, first_row, end_row, first_position + first_row, ranges_of(source->mask_of(node))};
    source->read(node, rows, reducers, pool);
    layers_seen[size_t(layer)] = true;
}

void attention_observer::end_micro_batch() {
    if (!observes_rows()) {
        return;
    }
    const std::string missing = list_missing_layers();
    if (!missing.empty()) {
        throw failure("observation.layersMissing", "Attention was not seen of layers " + missing + ". Expected all " +
                                                       std::to_string(shape.n_layers) + " layers. Check that flash attention " +
                                                       (request.softmax_rows ? "is off." : "is on."));
    }
    for (const auto & reducer : reducers) {
        reducer->queries_done();
    }
}

// Empty where every layer was seen.
std::string attention_observer::list_missing_layers() const {
    std::string missing;
    for (int layer = 0; layer < shape.n_layers; layer++) {
        if (!layers_seen[size_t(layer)]) {
            missing += (missing.empty() ? "" : ", ") + std::to_string(layer);
        }
    }
    return missing;
}

observation attention_observer::finish() {
    observation result;
    result.softmax_rows = request.softmax_rows;
    result.n_layers = shape.n_layers;
    result.n_heads = shape.n_heads;
    for (const auto & reducer : reducers) {
        reducer->finish(result);
    }
    return result;
}

const std::vector<key_range> & attention_observer::ranges_of(const ggml_tensor * mask) {
    auto found = ranges.find(mask);
    if (found == ranges.end()) {
        found = ranges.emplace(mask, visible_keys(mask, n_rows)).first;
    }
    return found->second;
}

} // namespace ropewalk
