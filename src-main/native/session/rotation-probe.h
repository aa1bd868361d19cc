// What the graph of one decode says about the model's rotations.
#pragma once

#include "../llama/rope-params.h"
#include "layer-tracker.h"

#include "ggml.h"

#include <array>
#include <vector>

namespace ropewalk {

// A ROPE node as llama.cpp built it.
struct rope_node {
    int layer;
    std::array<int32_t, GGML_MAX_OP_PARAMS / sizeof(int32_t)> params;
    std::vector<float> factors; // contents of src[2] [d/2], the file's own factors; empty where there are none

    int n_dims() const { return params[rope_n_dims]; }
    int mode() const { return params[rope_mode]; }
    float base() const { return get_float(params.data(), rope_freq_base); }
};

struct rotation_probe {
    std::vector<rope_node> nodes; // in graph order
    std::vector<int> attention_layers;
    std::vector<int> rotated_layers;
    std::vector<int> unrotated_layers;
    std::vector<int> sliding_window_layers;
    int n_dims = 0;       // rotated dimensions of the global layers
    bool halves = false;  // pairs (j, j + d/2) instead of (2j, 2j + 1)
    float rope_base = 0;  // of the global layers

    bool is_sliding(int layer) const;
    int n_nodes_of(int layer) const;
};

// Collects the nodes of one decode; `result` sorts them out.
class probe_collector {
public:
    // Every node of the graph, in order; `tracker` has seen it.
    void see(const ggml_tensor * node, const layer_tracker & tracker);

    // Layers that see a sliding window, told by their mask. Where two masks exist, the window's is the one made second
    // (llama.cpp's build_attn_inp_kv_iswa, src/llama-graph.cpp), and tensors of one graph on one device are laid out in the order
    // they are made. On a graphics device nodes see the scheduler's copies of the masks, made in the order of first use: there this
    // must be asked of a graph on the processor alone (window_layers.h).
    // Throws `engine.failed` where not every layer was seen, `model.unsupported` for other than two masks.
    std::vector<int> sliding_layers(int n_layers) const;

    // Throws `model.unsupported` for multi-section rotation, for layers without attention and where global layers differ.
    rotation_probe result(int n_layers, const std::vector<int> & sliding_window_layers) const;

private:
    struct seen_attention {
        int layer;
        const ggml_tensor * mask; // an address only: the tensor is gone after the decode
    };

    std::vector<rope_node> ropes;
    std::vector<seen_attention> attention;
};

} // namespace ropewalk
