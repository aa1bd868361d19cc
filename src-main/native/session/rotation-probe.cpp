#include "rotation-probe.h"

#include "../llama/attention-node.h"
#include "../llama/failure.h"
#include "../llama/llama-api.h"

#include <algorithm>
#include <set>
#include <string>

namespace ropewalk {

namespace {

std::vector<float> read_factors(const ggml_tensor * factors) {
    if (!factors || factors->type != GGML_TYPE_F32) {
        return {};
    }
    std::vector<float> values(size_t(factors->ne[0]));
    api().ggml_backend_tensor_get(factors, values.data(), 0, values.size() * sizeof(float));
    return values;
}

[[noreturn]] void refuse(const std::string & what) {
    throw failure("model.unsupported", what + " Choose a model with rotary attention in every layer or in most of them.");
}

} // namespace

bool rotation_probe::is_sliding(int layer) const {
    return std::find(sliding_window_layers.begin(), sliding_window_layers.end(), layer) != sliding_window_layers.end();
}

int rotation_probe::n_nodes_of(int layer) const {
    return int(std::count_if(nodes.begin(), nodes.end(), [&](const rope_node & node) { return node.layer == layer; }));
}

void probe_collector::see(const ggml_tensor * node, const layer_tracker & tracker) {
    if (node->op == GGML_OP_ROPE) {
        rope_node seen{tracker.layer(), {}, read_factors(node->src[2])};
        std::memcpy(seen.params.data(), node->op_params, sizeof(node->op_params));
        ropes.push_back(seen);
    } else if (is_attention_node(node)) {
        attention.push_back({tracker.layer(), attention_mask(node)});
    }
}

std::vector<int> probe_collector::sliding_layers(int n_layers) const {
    if (int(attention.size()) != n_layers) {
        throw failure("engine.failed", "Layers seen while looking for window layers: " + std::to_string(attention.size()) + ". Expected all " +
                                           std::to_string(n_layers) + ". Use the backend cpu, or report the model.");
    }
    std::set<const ggml_tensor *> masks;
    for (const seen_attention & seen : attention) {
        masks.insert(seen.mask);
    }
    if (masks.size() != 2) {
        refuse("Attention of a model with a window under " + std::to_string(masks.size()) +
               (masks.size() == 1 ? " mask." : " masks.") + " Expected one of all keys and one of a window.");
    }
    std::vector<int> layers;
    for (const seen_attention & seen : attention) {
        if (seen.mask == *masks.rbegin()) {
            layers.push_back(seen.layer);
        }
    }
    return layers;
}

rotation_probe probe_collector::result(int n_layers, const std::vector<int> & sliding_window_layers) const {
    rotation_probe probe;
    probe.nodes = ropes;
    probe.sliding_window_layers = sliding_window_layers;
    for (const seen_attention & seen : attention) {
        if (seen.layer < 0 || seen.layer >= n_layers || (!probe.attention_layers.empty() && seen.layer <= probe.attention_layers.back())) {
            refuse("Attention in layer " + std::to_string(seen.layer) + " after " + std::to_string(probe.attention_layers.size()) +
                   " others. Expected layers 0 to " + std::to_string(n_layers - 1) + ", once each.");
        }
        probe.attention_layers.push_back(seen.layer);
    }
    if (int(attention.size()) != n_layers) {
        refuse("Layers with attention: " + std::to_string(attention.size()) + ". Expected all " + std::to_string(n_layers) + " layers.");
    }
    for (const rope_node & node : probe.nodes) {
        if (node.mode() != GGML_ROPE_TYPE_NORMAL && node.mode() != GGML_ROPE_TYPE_NEOX) {
            refuse("Rotation in several sections: mode " + std::to_string(node.mode()) + ". Expected one rotation per token position.");
        }
    }
    if (probe.nodes.empty()) {
        refuse("No layer rotates its queries and keys. Expected rotary attention (RoPE).");
    }
    for (int layer = 0; layer < n_layers; layer++) {
        (probe.n_nodes_of(layer) > 0 ? probe.rotated_layers : probe.unrotated_layers).push_back(layer);
    }
    const auto global = std::find_if(probe.nodes.begin(), probe.nodes.end(), [&](const rope_node & n) { return !probe.is_sliding(n.layer); });
    const rope_node & model = global == probe.nodes.end() ? probe.nodes.front() : *global;
    probe.n_dims = model.n_dims();
    probe.halves = model.mode() == GGML_ROPE_TYPE_NEOX;
    probe.rope_base = model.base();
    for (const rope_node & node : probe.nodes) {
        if (!probe.is_sliding(node.layer) && (node.n_dims() != probe.n_dims || node.base() != probe.rope_base)) {
            refuse("Layer " + std::to_string(node.layer) + " rotates differently from layer " + std::to_string(model.layer) +
                   ". Expected one table for all layers with full attention.");
        }
    }
    return probe;
}

} // namespace ropewalk
