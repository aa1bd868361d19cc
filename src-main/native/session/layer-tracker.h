// Which layer of the model a graph is in: llama.cpp names what a layer computes `<what>-<layer>` (llm_graph_context::cb), though not
// every node, and hands nodes to the evaluation callback in graph order.
#pragma once

#include "ggml.h"

namespace ropewalk {

class layer_tracker {
public:
    void begin() {
        current = -1;
        n_attention_nodes = 0;
    }

    // Every node of the graph, in order.
    void see(const ggml_tensor * node);

    // Of the node seen last.
    int layer() const { return current; }

    int n_attention() const { return n_attention_nodes; }

private:
    int current = -1;
    int n_attention_nodes = 0;
};

} // namespace ropewalk
