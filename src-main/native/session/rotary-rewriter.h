// Gives the ROPE nodes of a graph other frequencies, before they are computed.
#pragma once

#include "rotation-probe.h"

#include "ggml-backend.h"

#include <map>
#include <vector>

namespace ropewalk {

struct rotary_table {
    std::vector<float> divisors; // base^(-2j/d) / inverse frequency [d/2]
    float rope_base = 0;
    float attention_factor = 1;
    bool apply_to_sliding_window_layers = false;
};

class rotary_rewriter {
public:
    ~rotary_rewriter();

    // Throws `extension.notApplicable` when the table does not fit the model's rotated dimensions.
    void set_table(const rotary_table & table, const rotation_probe & probe);

    // Back to what the file asks for.
    void clear_table() { has_table = false; }

    // Rewrites the node that is `ordinal`-th among the ROPE nodes of a decode. Nodes without a table of ours get their own
    // parameters back, since llama.cpp uses a graph again for the next micro-batch.
    void rewrite(ggml_tensor * node, size_t ordinal, const rotation_probe & probe);

private:
    struct device_divisors {
        ggml_context * context;
        ggml_backend_buffer_t buffer;
        ggml_tensor * tensor; // F32 [d/2]
    };

    ggml_tensor * divisors_beside(const ggml_tensor * node);
    void free_divisors();

    bool has_table = false;
    rotary_table table;
    std::map<ggml_backend_buffer_type_t, device_divisors> divisors;
};

} // namespace ropewalk
