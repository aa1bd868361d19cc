#include "rotation-probe.h"

#include "../llama/failure.h"

#include <algorithm>
#include <cstring>
#include <string>

namespace ropewalk {

namespace {

float base_of(const rope_node & node) {
    float base;
    std::memcpy(&base, &node.params[5], sizeof(base));
    return base;
}

std::vector<int> sliding_layers(const std::vector<const ggml_tensor *> & masks, int n_window_tokens) {
    std::vector<int> layers;
    if (n_window_tokens == 0) {
        return layers;
    }
    const auto latest = std::max_element(masks.begin(), masks.end());
    for (size_t layer = 0; layer < masks.size(); layer++) {
        if (masks[layer] == *latest) {
            layers.push_back(int(layer));
        }
    }
    return layers;
}

[[noreturn]] void refuse(const std::string & what) {
    throw failure("model.unsupported", what + " Choose a model with rotary attention in every layer or in most of them.");
}

} // namespace

bool is_attention_node(const ggml_tensor * node) {
    return node->op == GGML_OP_FLASH_ATTN_EXT || (node->op == GGML_OP_SOFT_MAX && std::strncmp(node->name, "kq_soft_max-", 12) == 0);
}

bool rotation_probe::is_sliding(int layer) const {
    return std::find(sliding_window_layers.begin(), sliding_window_layers.end(), layer) != sliding_window_layers.end();
}

void probe_collector::see(ggml_tensor * node) {
    if (node->op == GGML_OP_ROPE) {
        ropes.push_back({node, int(masks.size())});
    } else if (is_attention_node(node)) {
        masks.push_back(node->op == GGML_OP_FLASH_ATTN_EXT ? node->src[3] : node->src[1]);
    }
}

rotation_probe probe_collector::result(int n_layers, int n_window_tokens) const {
    if (int(masks.size()) != n_layers) {
        refuse("Layers with attention: " + std::to_string(masks.size()) + ". Expected all " + std::to_string(n_layers) + " layers.");
    }
    rotation_probe probe;
    probe.sliding_window_layers = sliding_layers(masks, n_window_tokens);
    for (const seen_rope & rope : ropes) {
        rope_node node{rope.n_attention_before, {}, rope.node->src[2]};
        std::memcpy(node.params.data(), rope.node->op_params, sizeof(rope.node->op_params));
        const int mode = node.params[2];
        if (mode != GGML_ROPE_TYPE_NORMAL && mode != GGML_ROPE_TYPE_NEOX) {
            refuse("Rotation in several sections: mode " + std::to_string(mode) + ". Expected one rotation per token position.");
        }
        probe.nodes.push_back(node);
    }
    if (probe.nodes.empty()) {
        refuse("No layer rotates its queries and keys. Expected rotary attention (RoPE).");
    }
    for (int layer = 0; layer < n_layers; layer++) {
        const bool rotated = std::any_of(probe.nodes.begin(), probe.nodes.end(), [&](const rope_node & n) { return n.layer == layer; });
        (rotated ? probe.rotated_layers : probe.unrotated_layers).push_back(layer);
    }
    const auto global = std::find_if(probe.nodes.begin(), probe.nodes.end(), [&](const rope_node & n) { return !probe.is_sliding(n.layer); });
    const rope_node & model = global == probe.nodes.end() ? probe.nodes.front() : *global;
    probe.n_dims = model.params[1];
    probe.halves = model.params[2] == GGML_ROPE_TYPE_NEOX;
    probe.rope_base = base_of(model);
    for (const rope_node & node : probe.nodes) {
        if (!probe.is_sliding(node.layer) && (node.params[1] != probe.n_dims || base_of(node) != probe.rope_base)) {
            refuse("Layer " + std::to_string(node.layer) + " rotates differently from layer " + std::to_string(model.layer) +
                   ". Expected one table for all layers with full attention.");
        }
    }
    return probe;
}

} // namespace ropewalk
