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
    n_layers_seen = 0;
    ranges.clear();
    if (observes_rows()) {
        for (const auto & reducer : reducers) {
            reducer->queries(first + first_row, first + end_row);
        }
    }
}

bool attention_observer::wants(const ggml_tensor * node) const { return observes_rows() && source->reads(node); }

void attention_observer::read(const ggml_tensor * node) {
    if (n_layers_seen >= shape.n_layers || source->heads_of(node) != shape.n_heads) {
        throw failure("observation.unsupported", "Unexpected attention node: " + std::string(node->name) + ". Expected " +
                                                     std::to_string(shape.n_layers) + " layers of " + std::to_string(shape.n_heads) +
                                                     " heads. This architecture cannot be observed.");
    }
    const observed_rows rows{n_layers_seen, first_row, end_row, first_position + first_row, ranges_of(source->mask_of(node))};
    source->read(node, rows, reducers, pool);
    n_layers_seen++;
}

void attention_observer::end_micro_batch() {
    if (!observes_rows()) {
        return;
    }
    if (n_layers_seen < shape.n_layers) {
        throw failure("observation.layersMissing", "Attention of layers " + std::to_string(n_layers_seen) + " to " +
                                                       std::to_string(shape.n_layers - 1) + " was not seen. Expected " +
                                                       std::to_string(shape.n_layers) + " layers. Check that flash attention " +
                                                       (request.softmax_rows ? "is off." : "is on."));
    }
    for (const auto & reducer : reducers) {
        reducer->queries_done();
    }
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
