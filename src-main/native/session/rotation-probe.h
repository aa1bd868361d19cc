// What the graph of one decode says about the model's rotations.
#pragma once

#include "ggml.h"

#include <array>
#include <vector>

namespace ropewalk {

// A ROPE node as llama.cpp built it.
struct rope_node {
    int layer;
    std::array<int32_t, GGML_MAX_OP_PARAMS / sizeof(int32_t)> params;
    ggml_tensor * divisors; // src[2], the file's own factors or null
};

struct rotation_probe {
    std::vector<rope_node> nodes; // in graph order
    std::vector<int> rotated_layers;
    std::vector<int> unrotated_layers;
    std::vector<int> sliding_window_layers;
    int n_dims = 0;       // rotated dimensions of the global layers
    bool halves = false;  // pairs (j, j + d/2) instead of (2j, 2j + 1)
    float rope_base = 0;  // of the global layers

    bool is_sliding(int layer) const;
};

// Collects the nodes of one decode; `result` sorts them out.
class probe_collector {
public:
    // Every node of the graph, in order.
    void see(ggml_tensor * node);

    // Layers are counted by their attention nodes. Where two masks exist, the window's is the one made second
    // (llama.cpp's build_attn_inp_kv_iswa, src/llama-graph.cpp): tensors of one graph are laid out in the order they are made.
    // Throws `model.unsupported` for multi-section rotation, for layers without attention and where global layers differ.
    rotation_probe result(int n_layers, int n_window_tokens) const;

private:
    struct seen_rope {
        ggml_tensor * node;
        int n_attention_before;
    };

    std::vector<seen_rope> ropes;
    std::vector<const ggml_tensor *> masks; // by attention node
};

bool is_attention_node(const ggml_tensor * node);

} // namespace ropewalk
